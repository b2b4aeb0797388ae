//! `ipack request`.

use super::{
    Failure, Global,
    args::{RequestArgs, RequestCommand},
    end::done,
    open::open,
    order::{decide, row},
    render,
    request_out::RequestOut,
    table,
};
use crate::{
    domain::{Approval, ApprovalRequestId, Change, Requested, Via, When, date_words, instant_words},
    engine::{Engine, EngineError, RequestView, sentences},
    text::capital,
};

pub(super) fn run(global: &Global, args: &RequestArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        RequestCommand::List { past } => list(global, engine, *past),
        RequestCommand::Show { request } => show(global, engine, request),
        RequestCommand::Approve { request, comment } => answer(global, engine, ("approve", request), |engine, id| {
            decide(engine, |engine| engine.approve(id, comment)).map(|approved| approved.happened)
        }),
        RequestCommand::Reject { request, comment } => answer(global, engine, ("reject", request), |engine, id| {
            let request = engine.reject_request(id, comment)?;
            Ok(capital(&sentences::request_rejected(&request.name)))
        }),
        RequestCommand::Withdraw { request } => answer(global, engine, ("withdraw", request), |engine, id| {
            let request = engine.withdraw_request(id)?;
            Ok(capital(&sentences::request_withdrawn(&request.name)))
        }),
    }
}

fn list(global: &Global, engine: &mut Engine, past: bool) -> Result<(), Failure> {
    let views = engine.approval_requests(past).map_err(Failure::to("list the requests"))?;
    let out: Vec<RequestOut> = views.iter().map(RequestOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let zone = engine.local_zone();
    let row = |view: &RequestView| {
        let request = &view.request;
        vec![
            request.name.clone(),
            request.requested.word().to_owned(),
            when_words(request.requested.when()),
            view.state_words(),
            request.by.clone(),
            instant_words(request.at, zone),
        ]
    };
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    let titles = [
        table::name("About"),
        table::whole("Kind"),
        table::whole("When"),
        table::whole("State"),
        table::spare("By"),
        table::spare("Requested"),
    ];
    render::lines(table::list(&titles, &rows, "Nothing waits for approval"))
}

fn show(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let show = |engine: &mut Engine| -> Result<_, EngineError> {
        let view = engine.find_request(name)?;
        let review = engine.review_request(&view.request)?;
        Ok((view, review))
    };
    let (view, review) = show(engine).map_err(Failure::to(format!("show the request {name}")))?;
    if render::machine(global.format, &RequestOut::of(&view))? {
        return Ok(());
    }
    let (request, zone) = (&view.request, engine.local_zone());
    let mut lines = vec![
        format!("{}: {}", request.name, request.requested.words()),
        format!("Asked for by {}, {}", Approval::person(&request.by, &request.who), instant_words(request.at, zone)),
        format!("It is {}; it expires {}", view.state_words(), instant_words(request.expires_at, zone)),
    ];
    lines.extend(request.approvals.iter().map(|one| said("Approved", one, zone)));
    lines.extend(view.rejection.iter().map(|one| said("Rejected", one, zone)));
    if let Requested::Order(order) = &request.requested {
        lines.extend((!order.notes.is_empty()).then(|| format!("Release notes: {}", order.notes)));
        lines.extend(view.overrides());
        let rows: Vec<Vec<String>> = view.changes.iter().filter(|c| c.change != Change::Unchanged).map(row).collect();
        lines.push(String::new());
        lines.extend(table::lines(
            &[table::name("Component Name"), table::whole("Before"), table::whole("After"), table::whole("Change")],
            &rows,
        ));
        lines.push(view.counts().to_string());
    }
    if let Some(review) = review.filter(|_| view.state == crate::domain::RequestState::Open) {
        lines.push(review.headline);
        lines.extend(review.window);
        lines.extend(review.delivery);
        lines.extend(review.warnings.into_iter().map(|warning| format!("! {warning}")));
    }
    lines.push(format!("The request: {}", request.id));
    render::lines(lines)
}

/// Answers a request, and shows it as it is then.
fn answer(
    global: &Global,
    engine: &mut Engine,
    (doing, name): (&str, &str),
    verb: impl FnOnce(&mut Engine, &ApprovalRequestId) -> Result<String, EngineError>,
) -> Result<(), Failure> {
    let work = |engine: &mut Engine| -> Result<_, EngineError> {
        let id = engine.find_request(name)?.request.id;
        Ok((verb(engine, &id)?, id))
    };
    let (happened, id) = work(engine).map_err(Failure::to(format!("{doing} the request {name}")))?;
    done(engine, |engine| {
        let view = engine.find_request(id.as_str()).map_err(Failure::to("look at the request"))?;
        if render::machine(global.format, &RequestOut::of(&view))? {
            return Ok(());
        }
        render::lines([happened])
    });
    Ok(())
}

fn when_words(when: When) -> String {
    match when {
        When::Now => "now".to_owned(),
        When::On(date) => date_words(date),
    }
}

fn said(what: &str, said: &Approval, zone: crate::domain::Tz) -> String {
    let comment = if said.comment.is_empty() { String::new() } else { format!(": {}", said.comment) };
    format!("{what} by {}, {}{comment}", Approval::person(&said.by, &said.who), instant_words(said.at, zone))
}
