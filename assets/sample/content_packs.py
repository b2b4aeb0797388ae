"""Hand-written packs and account groups of the sample workspace.

Components: every component of the areas named, in order, and what `also` names. Marks: `Name<3` was carried up to #3 and
left; `Name-` was removed and leaves with the next release.
Releases: date, `now` or `on` (on a specified date), who, notes; then options: kind, back (rollbackTo), late, keep (versions
pinned for that release). In `quiet` spans nothing of the pack's own was packaged.
"""

PACKS = [
    dict(
        name="Accounts Payable Automation",
        description="From the supplier's invoice in the inbox to the payment proposal: capture, validation, three-way match, approval and archive.\nNeeds the ERP connector, version 4 or later.",
        areas=["accounts-payable"], also=["Error Notification"], installs=31, groups=["Enterprise Americas", "Enterprise EMEA", "Mittelstand DACH", "Early Adopters"],
        releases=[
            ("2025-04-08", "now", "s.lindqvist", "First release"),
            ("2025-07-15", "on", "s.lindqvist", "Matching and approval reworked after the pilot"),
            ("2025-11-11", "on", "a.novak", "Ready for the year-end closing"),
            ("2026-02-17", "now", "a.novak", "Tax rates of the new year"),
            ("2026-05-26", "on", "s.lindqvist", "Second quarter"),
            ("2026-09-22", "on", "s.lindqvist", "New reader for invoices; approval limits per company code"),
        ]),
    dict(
        name="Order to Cash", id="19440978-ba6f-4246-8181-8bfc3ddbdcd8",
        description="From the customer's order to the matched payment: intake, credit check, pricing, shipping, invoicing and the ledger.",
        areas=["order-to-cash"], marks={"Dunning Letters": "-"}, installs=42,
        groups=["Enterprise Americas", "Enterprise EMEA", "Mittelstand DACH", "Asia-Pacific · アジア太平洋", "Early Adopters"],
        releases=[
            ("2025-03-18", "now", "m.ruiz", "First release"),
            ("2025-06-10", "on", "m.ruiz", "Faster posting, document type restored"),
            ("2025-09-16", "on", "j.chen", "Search by VAT number, line status, archive copy of invoices in preparation"),
            ("2026-01-20", "on", "j.chen", "New ledger interface (Ledger Posting 2.0). Read the upgrade notes."),
            ("2026-04-14", "now", "m.ruiz", "Price list 2026 and the hotfix for tiers with a gap"),
            ("2026-08-04", "on", "m.ruiz", "New order queue"),
            ("2026-11-03", "on", "m.ruiz", "Peppol, remittance by e-mail, FX rounding"),
        ]),
    dict(
        name="Procure to Pay",
        description="Requisitions, purchase orders, confirmations and receipts between the purchasing system and the supplier portal.",
        areas=["procure-to-pay"], also=["Supplier Sync"], installs=25, groups=["Enterprise Americas", "Enterprise EMEA", "Early Adopters"],
        releases=[
            ("2025-05-20", "now", "a.novak", "First release"),
            ("2025-10-07", "on", "a.novak", "Contracts and catalogs"),
            ("2026-02-24", "on", "t.okafor", "Supplier scorecard; returns reverse the receipt"),
            ("2026-06-30", "now", "a.novak", "Incoterms 2020"),
            ("2026-10-13", "on", "a.novak", "Autumn maintenance"),
        ],
        scheduled=dict(date="2026-11-24", at="2026-11-09", by="a.novak", notes="Order changes as changes: please try it in your test system before the 24th", early=3)),
    dict(
        name="Record to Report",
        description="Journals, bank statements, intercompany and consolidation for the monthly closing.",
        areas=["record-to-report"], also=["Ledger Posting"], installs=22, groups=["Enterprise Americas", "Enterprise EMEA"],
        quiet=[("2026-10-06", "2026-11-12")],
        releases=[
            ("2025-11-18", "now", "j.chen", "First release"),
            ("2026-02-10", "on", "j.chen", "After the first yearly closing"),
            ("2026-05-12", "on", "s.lindqvist", "Second quarter: camt.053 version 8"),
            ("2026-10-06", "on", "j.chen", "Third quarter; Ledger Posting 2.2 with FX rounding"),
            ("2026-11-09", "now", "j.chen", "Ledger Posting 2.3: partial payments posted one by one"),
            ("2026-11-12", "now", "s.lindqvist", "Back to #4: Ledger Posting 2.3 doubled postings on partial payments, seen at two customers", dict(back=4)),
        ]),
    dict(
        name="HR Onboarding",
        description="A new colleague has an account, a badge and a laptop on the first day, and none of them after the last.",
        areas=["people"], installs=38, groups=["Enterprise Americas", "Enterprise EMEA", "Mittelstand DACH", "Training & Sandboxes"],
        releases=[
            ("2025-02-11", "now", "t.okafor", "First release"),
            ("2025-08-26", "on", "t.okafor", "Preferred names, end dates of contractors"),
            ("2026-03-03", "on", "d.byrne", "Offboarding and absences"),
            ("2026-10-20", "on", "t.okafor", "Rehires keep their number"),
        ]),
    dict(
        name="Returns API",
        description="Returns as a service: ask for a return, print the label, follow the inspection, get the refund.",
        areas=["returns"], also=["Customer Lookup"], installs=18, groups=["Enterprise Americas", "Retail Partners", "Asia-Pacific · アジア太平洋"],
        releases=[
            ("2025-09-30", "now", "r.silva", "First release"),
            ("2026-01-13", "on", "r.silva", "After the holidays: rate limits and gift returns"),
            ("2026-04-28", "on", "k.tanaka", "ZPL labels"),
            ("2026-09-08", "now", "r.silva", "Before the holidays"),
        ]),
    dict(
        name="Retail Sync", type="MULTI",
        description="One installation per store or region: receipts up, items, prices and promotions down, stock both ways.",
        areas=["retail"], installs=16, per_account=(2, 7), groups=["Retail Partners", "Enterprise EMEA", "Asia-Pacific · アジア太平洋"],
        releases=[
            ("2025-03-04", "now", "p.dubois", "First release"),
            ("2025-06-24", "on", "p.dubois", "Gift cards and loyalty"),
            ("2025-10-21", "on", "r.silva", "Ready for the holidays"),
            ("2026-02-03", "on", "p.dubois", "Opening hours, tax-free shopping"),
            ("2026-06-16", "now", "p.dubois", "Summer maintenance"),
            ("2026-10-27", "on", "r.silva", "Ready for the holidays 2026", dict(late=5400)),
        ]),
    dict(
        name="顧客データ連携",
        description="顧客・請求先・納品先の情報を基幹システムとCRMの間で同期します。\nCustomer data between the core system and CRM, for customers in Japan.",
        areas=["japan"], installs=11, groups=["Asia-Pacific · アジア太平洋"],
        releases=[
            ("2025-07-01", "now", "k.tanaka", "初回リリース"),
            ("2025-12-09", "on", "k.tanaka", "年末対応"),
            ("2026-04-01", "on", "k.tanaka", "新年度対応(2026年版)"),
            ("2026-09-15", "now", "k.tanaka", "差分連携に変更"),
        ]),
    dict(
        name="EDI Trading Partner Library",
        description="Twenty trading partners with five messages each, X12 and EDIFACT, ready to run. The library is full: 100 components.",
        areas=["edi"], installs=24, groups=["Enterprise Americas", "Enterprise EMEA", "Retail Partners"],
        releases=[
            ("2025-10-14", "now", "a.novak", "First release: ten partners"),
            ("2026-03-24", "on", "a.novak", "EDIFACT partners added, guidelines of 2026"),
            ("2026-09-01", "on", "r.silva", "All twenty partners"),
        ]),
    dict(
        name="Warehouse & Fulfilment",
        description="Picking, packing, shipping and counting between the ERP, the warehouse system and the carriers.",
        areas=["warehouse"], also=["Return Reason Sync"], installs=19, groups=["Enterprise Americas", "Retail Partners"],
        releases=[
            ("2025-01-28", "now", "r.silva", "First release"),
            ("2025-05-06", "on", "r.silva", "SSCC-18 and expiry dates"),
            ("2025-10-28", "on", "k.tanaka", "Peak season 2025"),
            ("2026-03-17", "on", "a.novak", "Dangerous goods 2026"),
            ("2026-07-07", "now", "r.silva", "Carrier by weight and country"),
        ]),
    dict(
        name="Übergabe der Lohn- und Gehaltsbuchhaltung an das Steuerbüro",
        description="Stammdaten, Bewegungsdaten und Belege für die Abrechnung außer Haus. Für Kunden in Deutschland, Österreich und der Schweiz.",
        areas=["payroll-de"], marks={"Fahrtkosten-Zuschuss": "-"}, installs=21, groups=["Mittelstand DACH"],
        releases=[
            ("2025-06-03", "now", "l.weber", "Erste Freigabe"),
            ("2025-12-16", "on", "l.weber", "Jahreswechsel 2026"),
            ("2026-08-18", "on", "l.weber", "Krankmeldung ohne Papier"),
        ]),
    dict(
        name="Customer Master Data Distribution to Regional Subsidiaries, Marketplaces and Data Warehouses",
        description="One golden record, many readers: checked addresses, consents and deduplicated customers for every subsidiary, marketplace and warehouse.",
        areas=["master-data"], also=["Customer Lookup"], installs=17, groups=["Enterprise Americas", "Enterprise EMEA"],
        releases=[
            ("2025-02-25", "now", "d.byrne", "First release"),
            ("2025-09-02", "on", "d.byrne", "Consents and erasure"),
            ("2026-01-27", "on", "j.chen", "Marketplaces"),
            ("2026-07-21", "on", "d.byrne", "Deltas instead of full loads"),
        ]),
    dict(
        name="Bank Connectivity", type="MULTI",
        description="One installation per bank: payments out, statements and status reports in.",
        areas=["banking"], installs=20, per_account=(1, 3), groups=["Mittelstand DACH", "Enterprise EMEA"],
        releases=[
            ("2025-04-29", "now", "s.lindqvist", "First release"),
            ("2025-11-04", "on", "l.weber", "Instant payments and beneficiary verification"),
            ("2026-06-09", "on", "s.lindqvist", "Structured addresses"),
        ]),
    dict(
        name="Facturation électronique – réforme 2026",
        description="Émission, réception et statuts des factures électroniques, avec e-reporting et archivage à valeur probante.",
        areas=["france"], installs=9, groups=["Enterprise EMEA"], pick="fr",
        releases=[
            ("2025-12-02", "now", "p.dubois", "Première version"),
            ("2026-04-21", "on", "p.dubois", "Cycle de vie complet des statuts"),
            ("2026-08-25", "on", "p.dubois", "Prêt pour l’échéance du 1er septembre"),
        ]),
    dict(
        name="Subscription Billing",
        description="Contracts, usage, rating, invoices and revenue for subscriptions.",
        areas=["subscriptions"], also=["Payment Matching"], installs=18, groups=["Enterprise Americas", "Early Adopters"],
        quiet=[("2026-05-19", "2026-06-23")],
        releases=[
            ("2025-05-13", "now", "d.byrne", "First release"),
            ("2025-11-25", "on", "d.byrne", "Proration by the day"),
            ("2026-05-19", "on", "d.byrne", "Revenue by performance obligation"),
            ("2026-06-16", "on", "k.tanaka", "Usage Rating 4.0: tiers across the whole contract"),
            ("2026-06-23", "now", "d.byrne", "Back to #3: Usage Rating 4.0 rated usage of ended subscriptions", dict(back=3)),
            ("2026-09-29", "on", "d.byrne", "Usage Rating 4.0.1 ends the roll back"),
        ]),
    dict(
        name="🚀 Quick Start: CRM to ERP",
        description="The first integration in an afternoon. Free of charge for every customer.",
        areas=["quick-start"], installs=34, groups=["Mittelstand DACH", "Asia-Pacific · アジア太平洋", "Early Adopters", "Training & Sandboxes", "Enterprise Americas"],
        releases=[
            ("2026-01-06", "now", "m.ruiz", "First release 🎉"),
            ("2026-04-07", "on", "m.ruiz", "Sample data in three languages"),
            ("2026-10-29", "now", "d.byrne", "Guided set-up"),
        ]),
    dict(name="Tax Determination", description="Tax by place of supply, with exemption certificates and filing exports. In preparation for 2027.",
         areas=["tax"], installs=0, groups=[], releases=[]),
    dict(name="Field Service (pilot)", description="Planned: work orders, spare parts and time sheets of the field technicians.", areas=[], installs=0, groups=["Early Adopters"], releases=[]),
]

# Name: regions its accounts come from with their share in percent, or a fixed number of accounts.
GROUPS = [
    dict(name="Enterprise Americas", regions=dict(AMERICAS=80)),
    dict(name="Enterprise EMEA", regions=dict(EMEA=85)),
    dict(name="Mittelstand DACH", regions=dict(DACH=94)),
    dict(name="Asia-Pacific · アジア太平洋", regions=dict(APAC=100)),
    dict(name="Retail Partners", regions=dict(AMERICAS=22, EMEA=20, DACH=15)),
    dict(name="Early Adopters", regions=dict(AMERICAS=10, EMEA=10, DACH=9, APAC=7)),
    dict(name="Prospects 2027", prospects=True),
    dict(name="Training & Sandboxes", regions={}),
]

STORES = ["Airport", "Old Town", "Harbour", "Station", "North", "South", "Outlet", "Market Square", "Centre", "Riverside", "Online", "West End"]
BANKS = ["Hausbank", "Nordbank", "Banque du Lac", "Sparkontor", "Crédit Maritime", "Alpenbank", "Trade Bank", "Landkasse"]
