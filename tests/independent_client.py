#!/usr/bin/env python3
"""Drives `ipack serve` with clients that others wrote: the package `boomi` of PyPI in JSON, and curl in XML.

    tests/independent_client.py [PROGRAM [DOCUMENT]]

PROGRAM is the built program, `target/debug/ipack` unless it is named. Where DOCUMENT is named, the platform's
openapi.json, schemathesis asks for each of its operations in many ways, too. Packages are installed into a folder of
their own, which is deleted at the end. Where they can't be had, the script says that it is left out and ends with 0.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CLIENT = "boomi==3.0.1"
FUZZER = "schemathesis==4.32.5"
# The document declares neither 400 nor 401, and the platform answers 404 for a method that an address has not: the other
# checks are about that.
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance,ignored_auth"
PACKS = 250
DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "platform.md"


def main():
    program = Path(sys.argv[1] if len(sys.argv) > 1 else "target/debug/ipack").resolve()
    packages = [CLIENT, *([FUZZER] if len(sys.argv) > 2 else [])]
    if not program.exists():
        sys.exit(f"failed to find {program}: build it with cargo build, or name it")
    with tempfile.TemporaryDirectory() as folder:
        installed = install(Path(folder) / "clients", packages)
        if isinstance(installed, str):
            print(f"left out: {installed}")
            return
        os.environ["IPACK_STATE_DIR"] = str(Path(folder) / "state")
        token = run(program, "--demo", "token", "create", "ci", "--format", "json")
        secret = re.search(r'"token":\s*"([^"]+)"', token)[1]
        listen = ["serve", "--listen", "127.0.0.1:0", "--no-rate-limit", "--partner"]
        server = subprocess.Popen([program, "--demo", *listen], stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().split()[-1]
            subprocess.run([installed, __file__, "--in-json", url, secret], check=True)
            shown = DOCUMENT.read_text().split("```python\n")[1].split("```")[0]
            subprocess.run([installed, "-c", shown], check=True, env={**os.environ, "URL": url, "TOKEN": secret})
            print("as docs/platform.md shows it: released")
            in_xml(url, secret)
            if len(sys.argv) > 2:
                in_many_ways(installed.parent / "schemathesis", sys.argv[2], url, secret)
        finally:
            server.terminate()
            ended = server.wait()
        assert ended == 0, f"the server ended with {ended}"
        print("the clients are content")


def install(folder, packages):
    """The interpreter that has the packages, or why there is none."""
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True)
    if made.returncode != 0:
        return "this Python makes no virtual environments"
    if shutil.which("curl") is None:
        return "there is no curl"
    interpreter = folder / "bin" / "python"
    pip = [interpreter, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *packages]
    done = subprocess.run(pip, capture_output=True, text=True)
    return interpreter if done.returncode == 0 else f"{' and '.join(packages)} can't be installed here"


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


# In JSON, by the package of others.


def in_json(url, secret):
    from boomi import Boomi

    def client(url):
        return Boomi(username="BOOMI_TOKEN.ci", password=secret, base_url=url, timeout=30_000)

    publisher = client(url)
    component = a_component(publisher)
    packs = publisher.publisher_integration_pack
    made = [packs.create_publisher_integration_pack(pack(n)) for n in range(PACKS)]
    assert [one.name for one in made] == [f"Independent {n:03}" for n in range(PACKS)]
    all_pages(packs, {one.id_ for one in made})
    chosen = made[0].id_
    got = packs.get_publisher_integration_pack(chosen)
    assert (got.name, got.description) == ("Independent 000", "made by a client of others"), got
    update(packs, chosen, component)
    release(publisher, chosen, component)
    account, shared, group = share(publisher, chosen)
    install_pack(client(url.rsplit("/", 1)[0] + "/" + account), chosen)
    publisher.account_group_integration_pack.delete_account_group_integration_pack(shared)
    gone(packs, chosen)
    print(f"in JSON: {PACKS} packs made, paged, changed, released, shared, installed and deleted; group {group}")


def pack(n):
    from boomi.models import PublisherIntegrationPack

    name = f"Independent {n:03}"
    return PublisherIntegrationPack(description="made by a client of others", name=name, installation_type="MULTI")


def a_component(publisher):
    from boomi.models import (
        PackagedComponent,
        PackagedComponentQueryConfig,
        PackagedComponentQueryConfigQueryFilter,
        PackagedComponentSimpleExpression,
    )

    is_process = PackagedComponentSimpleExpression(
        operator="EQUALS", property="componentType", argument=["process"]
    )
    filter_ = PackagedComponentQueryConfigQueryFilter(expression=is_process)
    found = publisher.packaged_component.query_packaged_component(PackagedComponentQueryConfig(query_filter=filter_))
    component = found.result[0].component_id
    for version in ["901.0", "902.0"]:
        wanted = PackagedComponent(
            component_id=component, component_type="process", package_version=version, shareable=True, notes="by API"
        )
        made = publisher.packaged_component.create_packaged_component(wanted)
        assert (made.package_version, made.shareable) == (version, True), made
    return component


def all_pages(packs, wanted):
    from boomi.models import (
        PublisherIntegrationPackQueryConfig,
        PublisherIntegrationPackQueryConfigQueryFilter,
        PublisherIntegrationPackSimpleExpression,
    )

    named = PublisherIntegrationPackSimpleExpression(operator="LIKE", property="name", argument=["Independent %"])
    filter_ = PublisherIntegrationPackQueryConfigQueryFilter(expression=named)
    page = packs.query_publisher_integration_pack(PublisherIntegrationPackQueryConfig(query_filter=filter_))
    sizes, ids = [], []
    while True:
        assert page.number_of_results == PACKS, page.number_of_results
        sizes.append(len(page.result))
        ids += [one.id_ for one in page.result]
        token = getattr(page, "query_token", None)
        if not token:
            break
        page = packs.query_more_publisher_integration_pack(token)
    assert sizes == [100, 100, 50], sizes
    assert len(ids) == PACKS and set(ids) == wanted


def update(packs, chosen, component):
    from boomi.models import (
        PublisherIntegrationPack,
        PublisherPackagedComponent,
        PublisherPackagedComponents,
    )

    held = PublisherPackagedComponents(
        publisher_packaged_component=[PublisherPackagedComponent(component_id=component)]
    )
    change = PublisherIntegrationPack(
        description="changed", id_=chosen, operation_type="ADD", publisher_packaged_components=held
    )
    after = packs.update_publisher_integration_pack(chosen, change)
    rows = after.publisher_packaged_components.publisher_packaged_component
    assert after.description == "changed" and [row.pending_version for row in rows] == ["902.0"], after


def release(publisher, chosen, component):
    from boomi.models import (
        ReleaseIntegrationPack,
        ReleasePackagedComponent,
        ReleasePackagedComponents,
    )

    older = ReleasePackagedComponents(
        release_packaged_component=[ReleasePackagedComponent(component_id=component, version="901.0")]
    )
    order = ReleaseIntegrationPack(
        id_=chosen, release_schedule="IMMEDIATELY", release_packaged_components=older
    )
    asked = publisher.release_integration_pack.create_release_integration_pack(order)
    words = []
    while not words or words[-1] == "IN_PROGRESS":
        status = publisher.release_integration_pack_status.get_release_integration_pack_status(asked.request_id)
        words.append(getattr(status.release_status, "value", status.release_status))
    assert words == ["IN_PROGRESS", "SUCCESS"], words
    rows = status.release_packaged_components.release_packaged_component
    assert [row.released_version for row in rows] == ["901.0"], rows


def share(publisher, chosen):
    from boomi.models import (
        AccountGroup,
        AccountGroupAccount,
        AccountGroupIntegrationPack,
        AccountQueryConfig,
        AccountQueryConfigQueryFilter,
        AccountSimpleExpression,
    )

    active = AccountSimpleExpression(operator="EQUALS", property="STATUS", argument=["active"])
    config = AccountQueryConfig(query_filter=AccountQueryConfigQueryFilter(expression=active))
    account = publisher.account.query_account(config).result[0].account_id
    group = publisher.account_group.create_account_group(AccountGroup(name="Independent group"))
    member = AccountGroupAccount(account_group_id=group.id_, account_id=account)
    publisher.account_group_account.create_account_group_account(member)
    wanted = AccountGroupIntegrationPack(account_group_id=group.id_, integration_pack_id=chosen)
    shared = publisher.account_group_integration_pack.create_account_group_integration_pack(wanted)
    assert shared.integration_pack_name == "Independent 000", shared
    resources = publisher.account_group.get_account_group(group.id_).resources.resource
    assert [one.resource_id for one in resources] == [chosen], resources
    return account, shared.id_, group.name


def install_pack(subscriber, chosen):
    from boomi.models import IntegrationPackInstance

    offered = subscriber.integration_pack.get_integration_pack(chosen)
    assert offered.description == "changed", offered
    wanted = IntegrationPackInstance(integration_pack_id=chosen, integration_pack_override_name="Second one")
    made = subscriber.integration_pack_instance.create_integration_pack_instance(wanted)
    got = subscriber.integration_pack_instance.get_integration_pack_instance(made.id_)
    assert got.integration_pack_override_name == "Second one" and len(got.process_id) == 1, got
    assert got.process_id[0].name.startswith("Second one - "), got.process_id[0].name
    subscriber.integration_pack_instance.delete_integration_pack_instance(made.id_)


def gone(packs, chosen):
    from boomi.net.transport.api_error import ApiError

    packs.delete_publisher_integration_pack(chosen)
    try:
        packs.get_publisher_integration_pack(chosen)
    except ApiError as error:
        assert error.status == 400 and "is invalid" in str(error.response.body), error.response.body
    else:
        raise AssertionError("a deleted pack is still there")


# In XML, by curl.


def in_xml(url, secret):
    def ask(path, body=None, method=None):
        words = ["curl", "--silent", "--show-error", "--user", f"BOOMI_TOKEN.ci:{secret}", f"{url}/{path}"]
        words += ["--write-out", "\n%{http_code}"]
        words += ["--header", "Content-Type: application/xml", "--data-binary", body] if body is not None else []
        words += ["--request", method] if method else []
        answer, status = run(*words).rsplit("\n", 1)
        return int(status), answer

    def good(path, body=None, method=None):
        status, answer = ask(path, body, method)
        assert status in (200, 202), (path, status, answer)
        return answer

    space = 'xmlns:bns="http://api.platform.boomi.com/"'
    name = "In XML &amp; &lt;more&gt;"
    made = good(
        "PublisherIntegrationPack",
        f'<bns:PublisherIntegrationPack {space} name="{name}" installationType="SINGLE">'
        "<bns:Description>by curl</bns:Description></bns:PublisherIntegrationPack>",
    )
    chosen = attribute(made, "id")
    assert f'name="{name}"' in good(f"PublisherIntegrationPack/{chosen}")
    like = (
        f'<QueryConfig xmlns="http://api.platform.boomi.com/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<QueryFilter><expression operator="LIKE" property="name" xsi:type="SimpleExpression">'
        "<argument>%</argument></expression></QueryFilter></QueryConfig>"
    )
    page, rows = good("PublisherIntegrationPack/query", like), 0
    while True:
        rows += page.count("<bns:result ")
        token = re.search(r"<bns:queryToken>([^<]+)<", page)
        if token is None:
            break
        page = good("PublisherIntegrationPack/queryMore", token[1])
    assert str(rows) == attribute(page, "numberOfResults") and rows > PACKS - 1, rows
    versions = good("PackagedComponent/query", like.replace('"LIKE"', '"EQUALS"').replace(
        '"name"', '"packageVersion"').replace("%", "902.0"))
    component = re.search(r"<bns:componentId>([^<]+)<", versions)[1]
    held = f'<bns:PublisherPackagedComponent componentId="{component}"/>'
    changed = good(
        f"PublisherIntegrationPack/{chosen}",
        f'<bns:PublisherIntegrationPack {space} id="{chosen}" operationType="ADD"><bns:Description>changed'
        f"</bns:Description><bns:PublisherPackagedComponents>{held}</bns:PublisherPackagedComponents>"
        "</bns:PublisherIntegrationPack>",
    )
    assert attribute(changed, "pendingVersion") == "902.0", changed
    order = (
        f'<bns:ReleaseIntegrationPack {space} id="{chosen}" releaseSchedule="IMMEDIATELY"><bns:ReleasePackagedComponents>'
        f'<bns:ReleasePackagedComponent componentId="{component}" version="901.0"/></bns:ReleasePackagedComponents>'
        "</bns:ReleaseIntegrationPack>"
    )
    request = attribute(good("ReleaseIntegrationPack", order), "requestId")
    while (status := good(f"ReleaseIntegrationPackStatus/{request}")) and "IN_PROGRESS" in status:
        time.sleep(0.1)
    assert attribute(status, "releaseStatus") == "SUCCESS", status
    assert "<true/>" in good(f"PublisherIntegrationPack/{chosen}", method="DELETE")
    status, answer = ask(f"PublisherIntegrationPack/{chosen}")
    assert status == 400 and "<error><message>" in answer, answer
    print(f"in XML: {rows} packs paged; one made, changed, released and deleted")


# In many ways, by schemathesis.


def in_many_ways(schemathesis, document, url, secret):
    words = [schemathesis, "run", document, "--url", url, "--auth", f"BOOMI_TOKEN.ci:{secret}", "--checks", CHECKS]
    words += ["--phases", "examples,coverage,fuzzing", "--max-time", "120", "--warnings", "off", "--no-color"]
    subprocess.run(words, check=True, cwd=Path(os.environ["IPACK_STATE_DIR"]).parent)


def attribute(document, name):
    return re.search(rf'\b{name}="([^"]*)"', document)[1]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in-json"]:
        in_json(*sys.argv[2:])
    else:
        main()
