"""Names that are nearly always places: countries and their kin, and the largest cities."""

from __future__ import annotations

_COUNTRIES = (
    "Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|"
    "Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Botswana|"
    "Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Chile|China|"
    "Colombia|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Djibouti|"
    "Dominican Republic|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Ethiopia|Fiji|Finland|"
    "France|Gabon|Gambia|Germany|Ghana|Greece|Greenland|Grenada|Guatemala|Guinea|Guyana|Haiti|"
    "Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Ivory Coast|Jamaica|"
    "Japan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|"
    "Liechtenstein|Lithuania|Luxembourg|Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|"
    "Mauritania|Mauritius|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|"
    "Namibia|Nepal|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|Norway|Oman|"
    "Pakistan|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|"
    "Puerto Rico|Qatar|Romania|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Sierra Leone|"
    "Singapore|Slovakia|Slovenia|Somalia|South Africa|South Korea|Spain|Sri Lanka|Sudan|Suriname|"
    "Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Tibet|Togo|Trinidad|Tunisia|"
    "Turkey|Turkmenistan|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|"
    "United States of America|Uruguay|USA|U.S.A.|U.S.|UK|U.K.|Uzbekistan|Venezuela|Vietnam|Wales|"
    "Yemen|Zambia|Zimbabwe"
)
_REGIONS = (
    "Africa|Antarctica|Asia|Europe|North America|South America|Latin America|Middle East|Oceania|"
    "Scandinavia|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Wisconsin|Wyoming|"
    "Alberta|British Columbia|Ontario|Quebec|Nova Scotia|Bavaria|Catalonia|Tuscany|Sicily|"
    "Andalusia|Brittany|Normandy|Kashmir|Punjab|Queensland|New South Wales|Tasmania"
)
_CITIES = (
    "Aberdeen|Abuja|Accra|Amsterdam|Ankara|Antwerp|Athens|Atlanta|Auckland|Baghdad|Baltimore|"
    "Bangalore|Bangkok|Barcelona|Basel|Beijing|Beirut|Belfast|Belgrade|Berlin|Bern|Birmingham|"
    "Bogota|Bogotá|Bologna|Bombay|Bordeaux|Boston|Bratislava|Brisbane|Bristol|Brooklyn|Brussels|"
    "Bucharest|Budapest|Buenos Aires|Cairo|Calgary|Cape Town|Caracas|Cardiff|Casablanca|Chennai|"
    "Chicago|Cleveland|Cologne|Copenhagen|Dallas|Damascus|Delhi|Denver|Detroit|Dhaka|Dresden|Dubai|"
    "Dublin|Düsseldorf|Edinburgh|Edmonton|Florence|Frankfurt|Gaza|Geneva|Genoa|Ghent|Glasgow|Graz|"
    "Guangzhou|Hamburg|Hanoi|Havana|Helsinki|Hong Kong|Honolulu|Houston|Islamabad|Istanbul|Jakarta|"
    "Jerusalem|Johannesburg|Kabul|Karachi|Kathmandu|Kiev|Kyiv|Krakow|Kyoto|Lagos|Lahore|Las Vegas|"
    "Leeds|Leipzig|Lima|Lisbon|Liverpool|Ljubljana|London|Los Angeles|Lyon|Madrid|Manchester|"
    "Manhattan|Manila|Marrakesh|Marseille|Melbourne|Mexico City|Miami|Milan|Minneapolis|Montreal|"
    "Moscow|Mumbai|Munich|Nairobi|Naples|New Delhi|New Orleans|New York City|NYC|Nice|Nuremberg|"
    "Osaka|Oslo|Ottawa|Paris|Philadelphia|Pittsburgh|Porto|Prague|Rio de Janeiro|Riyadh|Rome|"
    "Rotterdam|Salzburg|San Antonio|San Diego|San Francisco|San Jose|Santiago|Sao Paulo|São Paulo|"
    "Sarajevo|Seattle|Seoul|Seville|Shanghai|Shenzhen|Sofia|St. Petersburg|Stockholm|Stuttgart|"
    "Sydney|Taipei|Tallinn|Tehran|Tel Aviv|Tokyo|Toronto|Toulouse|Tripoli|Tunis|Turin|Utrecht|"
    "Valencia|Vancouver|Venice|Vienna|Vilnius|Warsaw|Washington, D.C.|Wellington|Zagreb|Zurich|"
    "Zürich"
)
# First names too: left to the words around them.
NAMES_TOO = frozenset({"Florence", "Sofia", "Georgia", "Nice", "Sydney", "Jordan", "Chad", "Paris"})
PLACES = frozenset(
    name.casefold()
    for names in (_COUNTRIES, _REGIONS, _CITIES)
    for name in names.split("|")
    if name not in NAMES_TOO
)
LANDS = frozenset(name.casefold() for names in (_COUNTRIES, _REGIONS) for name in names.split("|"))
"""Countries, states and regions: what a town lies in."""
