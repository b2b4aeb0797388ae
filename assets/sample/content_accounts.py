"""Hand-written managed accounts and account groups of the sample workspace.

One account per line: name, then `|` and the stem of its account id where the name has no plain letters.
"""

AMERICAS = """
Aldergrove Outdoor Supply Co.
Amberline Foods, Inc.
Ashby & Tolland Furniture
Atlas Ridge Mining Equipment
Bayou Crest Seafood
Beacon Hollow Publishing
Birchmont Dental Supply
Blue Heron Logistics
Bluestem Agricultural Cooperative
Boreal Pulp & Paper Ltd.
Bridger Valley Brewing
Brightwater Pharmacies
Calloway Industrial Fasteners
Canyon Gate Credit Union
Cardinal Point Aerospace
Cedar & Finch Home
Clearbrook Medical Devices
Cobalt Bay Semiconductors
Copperfield Office Products
Dakota Plains Grain Exchange
Driftwood Surf & Apparel
Eastlake Truck Leasing
Evermore Garden Centers
Fairhaven Insurance Group
Foxglove Cosmetics
Granite State Tool Works
Great Lakes Marine Parts
Harborview Hospital Network
Highline Cycling
Hollis & Greer Attorneys
Ironwood Building Materials
Juniper Street Coffee Roasters
Kestrel Avionics
Lakeshore Window & Door
Larkspur Greeting Cards
Maple Ridge Dairy
Meridian Freight Forwarding
Mesa Verde Solar
Milestone School Supplies
Northgate Elevators
Orchard Lane Kitchens
Pacific Crest Vineyards
Pinnacle Fire & Safety
Prairie Wind Energy
Quillfeather Stationers
Redstone Quarries
Sablewood Flooring
Silver Birch Senior Living
Tidewater Ship Chandlers
Whitcombe Valve & Fitting
Açúcar Serra Azul S.A.
Café Montaña Alta S.A.S.
Cerâmica São Tomé Ltda.
Distribuidora El Ñandú S.A.
Logística Río Hondo, S.A. de C.V.
Minería Ancón del Sur
Papelera Quebrada Honda
Transportes Peñasco, S.A. de C.V.
"""

EMEA = """
Abernethy Wool Mills Ltd
Ballycastle Dairy Co-operative
Brackenfield Rail Components
Carrick & Moy Distillers
Culverhouse Books
Dunmore Marine Electronics
Ellerby Pumps plc
Fenwick Hall Interiors
Glenashdale Salmon
Harrowgate Tea Merchants
Kilbride Precision Castings
Larkfield Veterinary Supplies
Marchmont Whisky Exchange
Oakhampton Garden Machinery
Penrose Tin & Solder
Quayside Ferries Ltd
Ravensworth Textiles
Stonebridge Facilities
Tarn & Fell Outdoor
Wexcombe Bakeries
Atelier Bréhat
Boulangeries du Vieux Moulin
Brasserie L’Étoile du Nord
Château Puy-Laurent Négoce
Compagnie Électrique du Léman
Coopérative Laitière de l’Aubrac
Éditions du Chêne Creux
Fromagerie Saint-Aurélien
Groupe Hôtelier Beauséjour
Imprimerie Delacroix-Hébert
La Maison du Câble
Les Ateliers Garçonnet
Pharmacie Centrale Évrard
Société Générique de Visserie
Textiles Vallée d’Ossau
Verrerie de la Sérénité
Bakkerij Van der Hoeven
De Gouden Tulp Bloemenexport
Fietsfabriek Oosterwold
Scheepswerf Zuiderzee
Aceitera Sierra Magina
Bodegas Peña Rubia
Calzados Ibáñez e Hijos
Cerámicas Castellón del Río
Conservas Playa Señorans
Muebles Montañés
Azulejos Vale de Açor
Conserveira Maré Alta
Caffè Torrefazione Belvedere
Cantine Colle d’Oro
Ceramiche Faenzarte
Mobilificio Brianzolo
Officine Meccaniche Valtrompia
Oleificio Santa Càrola
Björklund Timber AB
Fjordlaks Eksport AS
Hälsinge Möbler AB
Isbjørn Kjølelager AS
Jyväskylän Konepaja Oy
Kaffebrenneriet Ålesund
Kødbyens Engros ApS
Norrsken Kraft AB
Ørsund Maritim A/S
Pohjolan Paperi Oy
Råå Segel & Rigg
Smørrebrød & Søn A/S
Sólheimar Geothermal hf.
Vänersborg Verktyg AB
Cukrárna U Dvou Holubů
Huta Szkła Jaśmin
Kávéház Kőszegi Zrt.
Młyn Pod Lipą Sp. z o.o.
Pekáreň Žltý Klas
Piwowar Gdański S.A.
Sklárna Křišťál Orlík
Zakłady Mięsne Dębowa Góra
Ελαιώνας Αιγαίου Α.Ε.|elaionas
Bosfor Çelik A.Ş.
İzmir Kuru Meyve Ltd.
"""

DACH = """
Alpenblick Käserei AG
Altmühl Präzisionstechnik GmbH
Bäckerei Großmühle GmbH & Co. KG
Bergische Schraubenfabrik
Bürgerbräu Hohenfels
Donaukies Baustoffe GmbH
Düsselthal Medizintechnik
Eichsfelder Wurstmanufaktur
Fröhlich & Söhne Spedition
Glarner Uhrwerk AG
Großhandel Nordheide eG
Hägele Werkzeugbau
Havelland Obsthof GmbH
Isartaler Möbelwerkstätten
Jülicher Glashütte
Kärntner Holzbau GmbH
Küstenlicht Windpark GmbH
Lüneburger Salzkontor
Mönchberg Versicherungsmakler
Mühlviertler Leinen GmbH
Niederrhein Logistik GmbH
Nürnfelder Lebkuchen KG
Ostseefisch Wöhler
Pfälzer Rebenhof eG
Rheinbogen Stadtwerke
Röder Antriebstechnik
Saalfelder Porzellan
Schwäbische Zahnradfabrik
Silvretta Bergbahnen AG
Tößtaler Textil AG
Übersee-Kontor Brandis
Vogtländer Musikinstrumente
Weißensee Brauerei
Zürisee Treuhand AG
"""

APAC = """
株式会社みなと商会|minato-shokai
青葉精密工業株式会社|aoba-seimitsu
北斗食品株式会社|hokuto-shokuhin
さくら印刷有限会社|sakura-insatsu
山吹電機株式会社|yamabuki-denki
株式会社つばめ運輸|tsubame-unyu
大空水産株式会社|ozora-suisan
富岳製茶株式会社|fugaku-seicha
港南薬品株式会社|konan-yakuhin
株式会社ひまわり書房|himawari-shobo
若竹建材株式会社|wakatake-kenzai
東雲システム株式会社|shinonome-systems
青山茶業有限公司|qingshan-tea
海潮電子股份有限公司|haichao-electronics
长河纺织有限公司|changhe-textile
한빛물류 주식회사|hanbit-logistics
새벽커피 주식회사|saebyeok-coffee
Kookaburra Rail Services Pty Ltd
Banksia Health Supplies
Coral Reach Boating
Southern Cross Abattoirs
Tussock Merino Ltd
Wairoa Timber Exports
Merlion Gate Trading Pte Ltd
Lotus Pond Hospitality
Nusantara Rempah Tbk
Siam Orchid Ceramics
Banyan Tree Textiles Pvt Ltd
Kaveri Spices & Foods
"""
