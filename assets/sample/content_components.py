"""Hand-written components of the sample workspace, by area.

One component per line: name | p(rocess) or w(ebservice) | sub-folder | versions | pending

Versions, oldest first, separated by `;`. A version is a label with optional marks: `label!` not shareable,
`label~` deleted, `label~~` deleted later but carried by releases until then, `@date` packaged on that day, and last
`=note`. `*7 dot` stands for seven versions in a style (dot, build, cal, rev, doc). `pending` is how many of the last
versions were packaged after the last release of the area's pack.
"""

PEOPLE = ["m.ruiz", "j.chen", "a.novak", "s.lindqvist", "t.okafor", "k.tanaka", "p.dubois", "l.weber", "r.silva", "d.byrne"]

# Every area: the pack whose releases set the rhythm of its versions, what its components include, and its notes.
AREAS = [
    dict(
        file="order-to-cash", folder="Order to Cash", pack="Order to Cash", people=["m.ruiz", "j.chen", "d.byrne"],
        conns=["ERP Finance", "CRM Production", "Order Queue"], docs=["Sales Order", "Invoice", "Customer", "Payment Advice", "Journal"],
        xref=["Currency Codes", "Tax Codes", "Order Types"],
        notes=["Retry on 409", "FX rounding to the minor unit", "Batch of 500", "Partial shipments bill what was shipped", "Skip lines with quantity 0",
               "Ship-to falls back to bill-to", "Customer PO number kept on split orders", "Credit notes carry the original invoice number",
               "Header discounts spread over the lines", "Cancelled lines no longer billed", "Time-out raised to 90 s for month end",
               "Ordering by due date, oldest first", "Payment terms taken from the contract", "Idempotency key sent with every POST",
               "Empty tax code refused instead of defaulted", "Attachment limit 10 MB", "Dunning block respected"],
        components="""
Create Invoice | p | Invoicing | 1.0@2025-01-21=First packaged version; 1.1@2025-05-20; 1.2@2025-08-28=Credit notes carry the original invoice number; 1.2.1~@2025-10-02=Wrong tax code on credit notes, do not use; 1.3@2026-01-08=Header discounts spread over the lines; 1.4@2026-07-16=Time-out raised to 90 s for month end; 1.5@2026-11-12=Retry on 409 | 1
Customer Lookup | w | Customers | 1.0@2025-02-04; 1.1@2025-08-19=Search by VAT number; 2.0-beta!@2026-02-24=For the pilot only; 2.0@2026-03-17=Paged answers, at most 200 customers each | 0
Dunning Letters | p | Receivables/Dunning | 2.0@2025-02-18; 3.0@2025-11-25=Three levels instead of two; 3.1@2026-07-21=Replaced by the collections service, last version | 0
FX Rates | p | Receivables/Rates | 0.9-draft!@2026-10-21=Not for customers; 1.0@2026-11-10=Daily rates of the central bank at 16:30 CET | 1
Ledger Posting | p | Receivables/Posting | 1.0@2024-10-02=First packaged version; 1.1; 1.2=Cost centre from the order type; 1.3 (audited)=Reviewed by the auditors, no functional change; 1.4@2025-02-11; 1.5@2025-03-04=Posting date in the company's zone; 1.6; 1.7~=Lost the document type, do not use; 1.8@2025-05-27=Restores the document type; 1.9; 1.10@2025-09-02=Batch of 200; 2.0-rc1!@2025-11-05=Release candidate, internal; 2.0-rc2!=Release candidate, internal; 2.0@2025-12-09=New posting interface of the ledger; 2.0 Hotfix@2026-01-13=Leap second in the batch header; 2.1-beta!; 2.1@2026-03-31=Batch of 500; 2.1.1~~@2026-06-30=Superseded by 2.2, reversed tax on credit notes; 2.2-rc!@2026-09-10=Release candidate, internal; 2.2@2026-09-29=FX rounding to the minor unit; 2.3-rc!@2026-10-27=Release candidate, internal; 2.3@2026-11-05=Partial payments posted one by one; 2.4-rc!@2026-11-17=Fix for the doubled postings of 2.3, not yet tested | 2
Order Intake | p | Orders | 9.2@2025-02-25; 9.3@2025-06-03=Skip lines with quantity 0; 9.4@2025-12-02=Ship-to falls back to bill-to; 10.0@2026-07-28=Reads the new order queue; 10.1@2026-11-16=Order of header and lines kept under load | 1
Order Status API | w | Orders | v1@2025-02-12; v2@2025-09-04=Line status beside the header status; v3@2026-02-03; v3 (audited)@2026-04-01=Reviewed by security, no functional change | 0
Credit Check | p | Receivables/Credit | 1.0@2025-01-28; 1.1@2025-05-28; 2.0@2026-03-24=Limits per sales organisation; 2.0.1@2026-10-20=Blocked customers answered at once; 3.0-rc!@2026-11-09=New credit bureau, internal | 0
Shipment Confirmation | p | Shipping | 2025.02@2025-02-20; 2025.06@2025-06-04; 2025.12@2025-12-10=Partial shipments bill what was shipped; 2026.07@2026-07-23; 2026.11@2026-11-13=Carrier tracking link on every parcel | 1
Payment Matching | p | Receivables/Matching | 2.0@2025-02-26; 2.1@2025-05-30; 2.2@2025-12-18=Tolerance per currency; 2.4@2026-10-13=Remittance by e-mail; 2.5@2026-11-06=Several invoices in one transfer; 2.6@2026-11-18=Reference read from the purpose line | 2
Price Calculation | w | Orders/Pricing | 2025.01@2025-01-30; 2025.09@2025-09-08; 2026.03@2026-03-10=Yearly price list; 2026.03 Hotfix@2026-04-08=Tiers with a gap no longer fall to list price | 0
Invoice Delivery | p | Invoicing/Delivery | 1.0@2025-03-05; 1.1@2025-08-26=Attachment limit 10 MB; 1.2@2026-01-14=Archive copy beside the sent one; 2.0@2026-10-08=Peppol beside e-mail | 0
"""),
    dict(
        file="accounts-payable", folder="Accounts Payable", pack="Accounts Payable Automation", people=["s.lindqvist", "a.novak", "m.ruiz"],
        conns=["ERP Finance", "Invoice Inbox", "Document Archive"], docs=["Supplier Invoice", "Goods Receipt", "Payment Proposal", "Supplier"],
        xref=["Tax Codes", "Cost Centres", "Approval Limits"],
        notes=["Duplicates found by number, date and amount", "Three-way match within 2 %", "Freight lines no longer need a receipt", "Substitutes during holidays",
               "Second approval from 25 000", "Rejected invoices go back to the scanner", "Cash discount dates kept", "Page 2 and later read, too",
               "Reverse charge recognised by country", "Supplier without VAT number accepted when domestic", "Password-protected PDFs parked",
               "Reminder after 3 days, escalation after 7", "Rounding differences up to 0.05 posted", "Bank details never taken from the invoice"],
        components="""
Invoice Capture | p | Inbound | *7 dot | 1
Invoice Field Extraction | p | Inbound/Extraction | 1.0; 1.1; 1.2; Alpha Release!=New reader, on our own invoices only; Beta Release!; 2.0=New reader; 2.1; 2.2=Page 2 and later read, too | 1
Duplicate Invoice Check | p | Validation | *5 dot | 0
Three-Way Match | p | Validation/Matching | *6 dot | 1
Supplier Sync | p | Master Data | *8 rev | 0
Approval Routing | p | Approval | 4.8; 4.9; 4.10=Substitutes during holidays; 5.0-rc!; 5.0=Limits per company code; 5.1=Second approval from 25 000 | 1
Approval Reminder | p | Approval | *3 dot | 0
Tax Code Derivation | p | Validation/Tax | 2025@2025-02-03; 2025.1@2025-09-09; 2026@2026-01-12=Rates of the new year; 2026.1@2026-08-25 | 0
Payment Proposal Export | p | Payment | *5 cal | 0
Document Archive Upload | p | Archive | *4 dot | 0
Accrual Posting | p | Closing | 1.0=First packaged version; 1.1@2026-11-11=Reverses on the first day of the next month | 2
Supplier Statement Reconciliation | p | Closing | *3 dot | 0
Invoice Status API | w | Services | v1; v1.1; v2=Status history; v2 (audited)=Reviewed by security, no functional change | 0
"""),
    dict(
        file="procure-to-pay", folder="Procure to Pay", pack="Procure to Pay", people=["a.novak", "t.okafor", "j.chen"],
        conns=["ERP Purchasing", "Supplier Portal", "Catalog Host"], docs=["Purchase Requisition", "Purchase Order", "Order Confirmation", "Goods Receipt", "Contract"],
        xref=["Units of Measure", "Plants", "Purchasing Groups"],
        notes=["Order changes sent as changes, not as new orders", "Framework orders release by quantity", "Delivery date per line", "Unit conversion per supplier",
               "Confirmations with fewer lines accepted", "Incoterms 2020", "Catalog prices valid at order date", "Over-delivery up to 5 %", "Text types mapped one to one",
               "Blocked suppliers stop the order", "Return deliveries reverse the receipt", "Requester gets the confirmation, too", "Minimum order quantity checked"],
        components="""
Purchase Requisition Import | p | Requisitions | *5 dot | 0
Requisition Approval | p | Requisitions | *4 dot | 0
Purchase Order Dispatch | p | Orders | 3.0; 3.1; 3.2; 3.3=Delivery date per line; 4.0-rc!; 4.0@2026-10-27=Order changes sent as changes, not as new orders; 4.0.1@2026-11-16=Empty change messages are not sent | 2
Order Confirmation Import | p | Orders/Confirmations | 1.7; 1.8; 1.9; 1.10; 1.11@2026-10-22=Confirmations with fewer lines accepted | 1
Advance Shipping Notice | p | Deliveries | *5 cal | 0
Goods Receipt Posting | p | Deliveries/Receipts | 2.0; 2.1; 2.2; 2.3@2026-11-03=Over-delivery up to 5 % | 1
Return to Supplier | p | Deliveries/Returns | *3 dot | 0
Contract Release Orders | p | Contracts | *4 dot | 0
Catalog Punch-out | w | Catalogs | r1; r2; r3; r4=Incoterms 2020 | 0
Catalog Price Update | p | Catalogs | *6 cal | 0
Supplier Scorecard | p | Suppliers | 0.9!; 1.0; 1.1 | 0
"""),
    dict(
        file="record-to-report", folder="Record to Report", pack="Record to Report", people=["j.chen", "s.lindqvist"],
        conns=["General Ledger", "Consolidation", "Treasury"], docs=["Journal", "Trial Balance", "Bank Statement", "Intercompany Booking"],
        xref=["Group Chart of Accounts", "Company Codes", "Currency Codes"],
        notes=["Period 13 and later accepted", "Closing rate from treasury", "Eliminations in group currency", "Segment kept through consolidation", "camt.053 version 8",
               "Statement with no bookings accepted", "Trial balance per ledger", "Manual journals need a reason", "Balance checked before sending", "Retained earnings carried by company code"],
        components="""
Journal Import | p | Journals | 3.0; 3.1; 3.2; 3.3; 4.0; 4.1@2026-11-16=Manual journals need a reason | 1
Trial Balance Export | p | Reporting | *6 dot | 0
Intercompany Matching | p | Group/Intercompany | *5 dot | 0
Consolidation Load | p | Group | *6 cal | 0
Bank Statement Import | p | Treasury | *5 dot | 0
Fixed Asset Postings | p | Assets | *4 dot | 0
Currency Revaluation | p | Treasury/Rates | *4 dot | 0
Period Lock API | w | Services | *3 rev | 0
"""),
    dict(
        file="people", folder="People", pack="HR Onboarding", people=["t.okafor", "d.byrne", "r.silva"],
        conns=["HR Core", "Identity Directory", "Payroll", "Badge System"], docs=["Worker", "Position", "Contract", "Absence"],
        xref=["Cost Centres", "Locations", "Employment Types"],
        notes=["Preferred name beside legal name", "Rehires keep their number", "Contractors get an end date", "Start date may lie in the past", "Manager found by position",
               "Photo not sent to the directory", "Probation end told to the manager", "Laptop ordered 14 days ahead", "Middle names no longer cut at 20 characters",
               "Accounts disabled at midnight of the last day", "Works council copy removed", "Badge only after the safety briefing"],
        components="""
New Hire Import | p | Onboarding | *6 dot | 0
Identity Provisioning | p | Onboarding/Access | 1.0; 1.1; 2.0-rc!; 2.0; 2.1~=Created accounts twice, do not use; 2.2=Rehires keep their number | 0
Equipment Request | p | Onboarding/Equipment | *4 dot | 0
Badge Request | p | Onboarding/Access | *3 dot | 0
Welcome Mail | p | Onboarding | *5 dot | 0
Org Chart Sync | p | Master Data | *7 build | 0
Position Management API | w | Services | v1; v2; v2 (audited)=Reviewed by security, no functional change | 0
Offboarding | p | Offboarding | *4 dot | 0
Absence Export | p | Time | *4 cal | 0
"""),
    dict(
        file="payroll-de", first="Erste Fassung", folder="Lohn und Gehalt", pack="Übergabe der Lohn- und Gehaltsbuchhaltung an das Steuerbüro", people=["l.weber", "t.okafor"],
        conns=["Lohnsystem", "Steuerbüro SFTP", "Zeiterfassung"], docs=["Lohnart", "Stammdaten", "Zeitkonto", "Buchungsbeleg"],
        xref=["Lohnarten", "Kostenstellen", "Krankenkassen"],
        notes=["Beitragssätze zum Jahreswechsel", "Rückrechnung über den Jahreswechsel", "Lohnarten mit vier Stellen", "Umlaute in UTF-8 statt CP850", "Kurzarbeit je Kalendertag",
               "Elternzeit ohne Entgelt", "Kostenstelle aus der Zeiterfassung", "Märzklausel berücksichtigt", "Übertragung nach Fehler fortgesetzt", "Prüfsumme je Datei"],
        components="""
Stammdaten-Übergabe | p | Stammdaten | *5 dot | 0
Lohnarten-Abgleich | p | Stammdaten | *4 dot | 0
Bewegungsdaten-Export | p | Abrechnung | 1.0; 1.1; 1.2 (geprüft)=Vom Steuerbüro geprüft; 2.0; 2.1 | 0
Buchungsbeleg-Import | p | Abrechnung/Belege | *4 dot | 0
Zeitkonten-Übernahme | p | Zeitwirtschaft | *5 cal | 0
Krankmeldung (eAU) | p | Meldungen | 1.0; 1.1; 2.0=Abruf statt Papier | 0
Fahrtkosten-Zuschuss | p | Abrechnung/Zuschüsse | 1.0=Erste Fassung; 1.1=Entfällt mit der Reisekostenabrechnung | 0
"""),
    dict(
        file="returns", folder="Returns", pack="Returns API", people=["r.silva", "k.tanaka", "p.dubois"],
        conns=["Commerce Platform", "Warehouse System", "Carrier Labels"], docs=["Return Request", "Refund", "Return Label", "Inspection Result"],
        xref=["Return Reasons", "Carriers"],
        notes=["Reason mandatory from the third return on", "Label as PDF or ZPL", "Refund to the original means of payment", "Window of 30 days counted from delivery",
               "Gift returns without a price", "Rate limit 50 per second", "Inspection photos linked, not embedded", "Exchange opens a new order at price 0",
               "Answers 404 instead of an empty list", "Webhook signed with HMAC"],
        components="""
Return Request API | w | Services | 1.0; 1.1; 1.2; 1.3; 2.0-rc!; 2.0@2026-11-11=Exchange beside refund | 1
Return Label API | w | Services/Labels | *5 dot | 1
Refund Posting | p | Refunds | *6 dot | 1
Inspection Result Import | p | Warehouse | *4 dot | 0
Exchange Order | p | Orders | 1.0@2026-10-30=First packaged version | 1
Return Reason Sync | p | Master Data | *3 cal | 0
"""),
    dict(
        file="retail", folder="Retail", pack="Retail Sync", people=["p.dubois", "r.silva", "m.ruiz"],
        conns=["Point of Sale", "Item Hub", "Loyalty Engine"], docs=["Sales Receipt", "Item", "Price", "Promotion", "Stock Count"],
        xref=["Stores", "Tender Types", "Item Groups"],
        notes=["Receipts without items dropped", "Tills report per shift", "Promotion ends at closing time of the store", "Deposit items as own lines", "Loyalty points to two decimals",
               "Voided receipts sent with a minus", "Price changes take effect at 05:00 local", "Gift cards are no turnover", "Offline receipts keep their time",
               "Store without till accepted", "Retry on 503 with back-off", "Fewer calls per store"],
        components="""
Sales Receipt Upload | p | Sales | *7 dot | 1
Item Master Publish | p | Master Data/Items | *40 build | 1
Price Publish | p | Master Data/Prices | *9 cal | 1
Promotion Publish | p | Master Data/Prices | *5 cal | 0
Stock Level Broadcast | p | Stock | *24 rev | 0
Stock Count Import | p | Stock | *3 dot | 0
Loyalty Points Sync | p | Loyalty | 0.8!; 0.9!; 1.0; 1.1; 1.2 | 0
Gift Card Balance | p | Loyalty | *3 dot | 0
Till Cash-up | p | Sales/Closing | *5 dot | 0
Store Opening Hours | p | Master Data/Stores | *2 dot | 0
Tax-free Shopping | p | Sales | 1.0; 1.1~=Wrong minimum amount, do not use; 1.2=Minimum amount by country | 0
"""),
    dict(
        file="japan", first="初版", folder="日本", pack="顧客データ連携", people=["k.tanaka"],
        conns=["基幹システム", "CRM本番", "住所マスタ"], docs=["顧客", "請求先", "納品先", "担当者"],
        xref=["都道府県コード", "業種コード"],
        notes=["全角・半角の統一", "郵便番号の桁数チェック", "法人番号で名寄せ", "フリガナの自動補完を停止", "リトライ回数を5回に変更", "適格請求書番号に対応",
               "文字コードをUTF-8に統一", "重複チェックの条件を追加", "差分連携に変更", "取引停止先を除外"],
        components="""
顧客マスタ登録 | p | 顧客管理 | 1.0; 1.1; 1.2; 1.3; 2.0; 2.1@2026-11-10=法人番号で名寄せ | 1
顧客マスタ照会API | w | 顧客管理 | *4 dot | 0
請求先同期 | p | 請求 | 2025年版@2025-05-20; 2026年版@2026-03-10=適格請求書番号に対応; 2026年版 改@2026-11-13=端数処理を修正 | 1
納品先同期 | p | 配送 | *4 dot | 0
住所正規化 | p | 共通 | *5 rev | 1
担当者連携 | p | 顧客管理 | 1.0; 試験版!=社内検証用; 1.1 | 0
名寄せバッチ | p | 共通/夜間処理 | *4 dot | 0
"""),
    dict(
        file="warehouse", folder="Warehouse", pack="Warehouse & Fulfilment", people=["r.silva", "a.novak", "k.tanaka"],
        conns=["Warehouse System", "Carrier Gateway", "ERP Logistics"], docs=["Pick List", "Shipment", "Stock Movement", "Packing List"],
        xref=["Carriers", "Units of Measure", "Storage Locations"],
        notes=["Serial numbers per handling unit", "Lots with the nearest expiry first", "Carrier chosen by weight and country", "Dangerous goods class on the label",
               "Movement type 311 instead of 301", "Zero picks reported", "Customs value in the currency of the order", "Split by temperature zone",
               "Pallet labels to SSCC-18", "Cancelled picks free their stock", "Cut-off time per warehouse", "Cycle counts lock only the bin"],
        components="""
Pick List Release | p | Picking | *6 dot | 1
Pick Confirmation | p | Picking | *5 dot | 0
Packing Station API | w | Packing | *4 rev | 0
Carrier Selection | p | Shipping/Carriers | 6.0; 6.1; 6.2; Winter 2025@2025-10-14=Peak season rates; 7.0@2026-05-19=Carrier chosen by weight and country; 7.1; Winter 2026@2026-11-09=Peak season rates | 1
Shipping Label Print | p | Shipping/Labels | *6 dot | 1
Customs Declaration | p | Shipping/Customs | *4 dot | 0
Stock Movement Posting | p | Stock | *8 build | 0
Inbound Delivery | p | Receiving | *4 dot | 0
Cycle Count | p | Stock/Counting | *3 dot | 0
Cross-Dock Planning | p | Receiving/Cross-Dock | 1.0@2026-10-29=First packaged version; 1.1@2026-11-17=Only full pallets | 2
Dangerous Goods Check | p | Shipping/Compliance | 2025@2025-01-08; 2026@2026-02-10=ADR of the new year | 0
"""),
    dict(
        file="master-data", folder="Master Data", pack="Customer Master Data Distribution to Regional Subsidiaries, Marketplaces and Data Warehouses",
        people=["d.byrne", "j.chen"],
        conns=["Master Data Hub", "CRM Production", "Data Warehouse", "Marketplace"], docs=["Customer", "Address", "Contact", "Consent"],
        xref=["Countries", "Legal Forms", "Languages"],
        notes=["Golden record wins over local changes", "Consent withdrawn within the hour", "Inactive customers after 36 months", "Postal codes checked per country",
               "Legal form split from the name", "Deltas instead of full loads", "Merged customers leave a pointer", "Language from the contact, not from the country",
               "Names in original script beside the Latin one", "Hash of the record decides what is sent", "Deletion on request, with a receipt"],
        components="""
Golden Record Publish | p | Hub | 7.8; 7.9; 8.0; 9.0; 9.4=Hash of the record decides what is sent; 10.0=Deltas instead of full loads; 10.1@2026-11-12=Merged customers leave a pointer | 1
Address Validation | p | Quality/Addresses | *6 dot | 0
Customer Deduplication | p | Quality | *5 dot | 1
Consent Propagation | p | Privacy | *4 dot | 0
Erasure Request | p | Privacy | 1.0; 1.1 (legal review)=Reviewed by legal; 1.2 | 0
Subsidiary Feed EMEA | p | Distribution/Subsidiaries | *5 cal | 0
Subsidiary Feed Americas | p | Distribution/Subsidiaries | *5 cal | 1
Subsidiary Feed Asia-Pacific | p | Distribution/Subsidiaries | *4 cal | 0
Marketplace Feed | p | Distribution/Marketplaces | *5 dot | 0
Data Warehouse Load | p | Distribution/Analytics | *6 build | 0
"""),
    dict(
        file="banking", folder="Banking", pack="Bank Connectivity", people=["s.lindqvist", "l.weber"],
        conns=["Bank Gateway", "Treasury", "Key Vault"], docs=["Credit Transfer", "Direct Debit", "Bank Statement", "Status Report"],
        xref=["Bank Codes", "Return Reasons"],
        notes=["pain.001 version 9", "Structured addresses", "Instant payments up to the bank's limit", "Status reports matched by end-to-end id", "Keys rotated every quarter",
               "Statement pages put in order", "Cut-off times of the holidays", "Four eyes above the limit", "Account verification before the first transfer"],
        components="""
Credit Transfer Export | p | Payments | *6 dot | 1
Direct Debit Export | p | Payments | *4 dot | 0
Instant Payment | p | Payments/Instant | 0.9 Pilot!=One bank only; 1.0; 1.1 | 0
Payment Status Import | p | Payments/Status | *4 dot | 0
Account Statement Import | p | Statements | *5 dot | 0
Key Rotation | p | Security | *3 dot | 0
Beneficiary Verification | p | Payments/Checks | 1.0; 1.0.1 | 0
"""),
    dict(
        file="france", first="Première version", folder="France", pack="Facturation électronique – réforme 2026", people=["p.dubois"],
        conns=["Plateforme agréée", "ERP Comptabilité", "Archivage légal"], docs=["Facture", "Avoir", "Statut de facture", "Annuaire"],
        xref=["Codes TVA", "Statuts", "Motifs de rejet"],
        notes=["Statuts obligatoires transmis", "Numéro SIRET contrôlé", "Avoir rattaché à sa facture", "Factur-X profil EN 16931", "Annuaire relu chaque nuit",
               "Rejet motivé en clair", "Mentions légales complétées", "Reprise après coupure", "Archivage à valeur probante"],
        components="""
Émission de factures | p | Émission | 0.9 pilote!@2025-09-10=Phase pilote; 1.0@2025-11-18; 1.1; 1.2; 1.3@2026-11-17=Numéro SIRET contrôlé | 1
Réception de factures | p | Réception | 0.9 pilote!@2025-09-16; 1.0@2025-11-21; 1.1; 1.2@2026-11-06=Rejet motivé en clair | 1
Cycle de vie des statuts | p | Statuts | *4 dot | 0
Annuaire des destinataires | p | Référentiels | *3 dot | 0
e-Reporting TVA | p | Déclarations | *4 cal | 1
Archivage à valeur probante | p | Archivage | *3 dot | 0
"""),
    dict(
        file="subscriptions", folder="Subscriptions", pack="Subscription Billing", people=["d.byrne", "k.tanaka", "s.lindqvist"],
        conns=["Subscription Engine", "Payment Provider", "Revenue Ledger"], docs=["Subscription", "Usage Record", "Invoice", "Revenue Schedule"],
        xref=["Plans", "Currency Codes", "Tax Codes"],
        notes=["Proration by the day", "Usage rated in the plan's time zone", "Failed cards retried after 1, 3 and 7 days", "Trial ends at noon local time", "Price changes from the next period on",
               "Upgrades billed at once", "Credits expire after 12 months", "Usage after the cut-off goes to the next period", "Revenue split by performance obligation"],
        components="""
Subscription Sync | p | Contracts | *6 dot | 0
Usage Import | p | Usage | *7 dot | 1
Usage Rating | p | Usage | 3.0; 3.1; 4.0@2026-06-09=Tiers across the whole contract; 4.0.1@2026-08-25=Tiers per subscription again; 4.1@2026-11-03=Usage rated in the plan's time zone | 1
Invoice Run | p | Billing | *5 cal | 0
Card Payment Retry | p | Billing/Payments | *4 dot | 0
Revenue Recognition | p | Revenue | *5 dot | 1
Plan Catalog API | w | Services | *4 rev | 0
Churn Notice | p | Contracts | *2 dot | 0
"""),
    dict(
        file="quick-start", folder="Quick Start", pack="🚀 Quick Start: CRM to ERP", people=["m.ruiz", "d.byrne"],
        conns=["CRM Production", "ERP Finance"], docs=["Customer", "Opportunity", "Sales Order"], xref=["Countries"],
        notes=["Default field mapping widened", "Guided set-up in 5 steps", "Test mode writes nothing", "Sample data in three languages"],
        components="""
CRM Account to ERP Customer | p | Flows | *4 dot | 0
Closed Opportunity to Sales Order | p | Flows | *5 dot | 0
Connection Test | p | Tools | *2 dot | 0
"""),
    dict(
        file="tax", folder="Tax", pack="Tax Determination", people=["l.weber", "p.dubois"],
        conns=["Tax Engine", "ERP Finance"], docs=["Tax Request", "Tax Result", "Exemption Certificate"], xref=["Tax Codes", "Countries", "Product Classes"],
        notes=["Rates by place of supply", "Exemption certificates checked for their date", "Answers cached for the day", "One call per document, not per line", "Address resolved before the rate"],
        components="""
Tax Calculation API | w | Services | 0.1!; 0.2!; 0.9; 1.0-rc1!; 1.0 | 0
Exemption Certificate Import | p | Certificates | *3 dot | 0
VAT Number Check | p | Checks | *4 dot | 0
Sales Tax Filing Export | p | Filing | *2 cal | 0
Tax Rate Refresh | p | Rates | Alpha Release!; Beta Release; 1.0 | 0
"""),
    dict(
        file="shared", folder="Shared", pack=None, people=["j.chen", "a.novak", "l.weber"],
        conns=["Log Collector", "Key Vault", "Mail Gateway"], docs=["Error Notice", "Audit Record", "Health Report"], xref=["Severities"],
        notes=["Structured logs", "Secrets no longer in the logs", "One mail per run instead of one per error", "Time zone of the account", "Ticket number in the subject", "Fewer calls to the vault"],
        components="""
Error Notification | p | Operations | *6 dot | 0
Audit Trail Export | p | Operations | *3 cal | 0
Health Check API | w | Operations | *3 rev | 0
Credential Rotation | p | Operations/Security | *2 dot | 0
File Splitter | p | Utilities | 1.0 | 0
Sandbox Echo | p | Utilities | 0.1!=Only for our own tests; 0.2!=Only for our own tests | 0
Legacy FTP Bridge | p | Utilities/Retired | 1.0~=Retired, use the file gateway; 1.1~=Retired, use the file gateway | 0
"""),
]

# The library of the EDI pack: every partner with every message, 20 × 5 = 100 components.
EDI_PARTNERS = [
    ("Harbor & Main", "X12"), ("Cloverleaf Markets", "X12"), ("Bluebarn Stores", "X12"), ("Summit Outfitters", "X12"), ("Pennywise Drug", "X12"),
    ("Tall Pines Home", "X12"), ("Corner Basket", "X12"), ("Lantern Books", "X12"), ("Redwood Auto Parts", "X12"), ("Mercado Sol", "X12"),
    ("Großmarkt Elbe", "EDIFACT"), ("Kaufring Süd", "EDIFACT"), ("Hypermarché Azur", "EDIFACT"), ("Panier Vert", "EDIFACT"), ("Nordkjøp", "EDIFACT"),
    ("Tiendas Olivo", "EDIFACT"), ("Bottega Fresca", "EDIFACT"), ("Polder Supers", "EDIFACT"), ("Żabno Delikatesy", "EDIFACT"), ("Albion Grocers", "EDIFACT"),
]
EDI_MESSAGES = {
    "X12": [("850", "Purchase Order"), ("855", "Order Acknowledgment"), ("856", "Ship Notice"), ("810", "Invoice"), ("846", "Inventory Advice")],
    "EDIFACT": [("ORDERS", "Purchase Order"), ("ORDRSP", "Order Response"), ("DESADV", "Despatch Advice"), ("INVOIC", "Invoice"), ("INVRPT", "Inventory Report")],
}
EDI_NOTES = ["Guideline of the partner, 2026 edition", "Pack level between shipment and item", "Allowances at line level", "GLN of the ship-to", "Case GTIN beside unit GTIN",
             "Partner's test passed", "Segment order as the partner expects", "Date qualifier 063", "Functional acknowledgment within the hour", "Longer item descriptions",
             "Department number mandatory", "Acknowledges changes, too"]

# Notes that fit any component.
COMMON_NOTES = [
    "Dependencies updated", "Clearer error messages", "Log level lowered", "Handles empty input", "No functional change", "Connection pool of 8", "Retries with back-off",
    "Memory use halved on large files", "Time-out raised to 60 s", "Tested with 50 000 records", "Documentation only", "Mapping of custom fields", "Certificate chain renewed",
    "Runs in parallel by company code", "Fields beyond 255 characters cut with a warning", "Date format follows ISO 8601", "Stops on the first error instead of the last",
    "Names its run in every log line", "Null and empty are told apart", "Customer request, several accounts", "Found in the yearly review", "Asked for by support",
]

# The maps of the components that everybody looks at first.
MAPS = {
    "Create Invoice": "Sales Order to Invoice", "Customer Lookup": "ERP Customer to Customer", "Dunning Letters": "Open Item to Dunning Letter",
    "FX Rates": "Central Bank Rates to Exchange Rate", "Ledger Posting": "Invoice to Journal", "Order Intake": "Web Order to Sales Order",
    "Order Status API": "Sales Order to Order Status", "Credit Check": "Customer to Credit Request", "Shipment Confirmation": "Delivery to Shipment Notice",
    "Payment Matching": "Bank Transfer to Payment Advice", "Price Calculation": "Price List to Sales Order Price", "Invoice Delivery": "Invoice to UBL Invoice",
}
