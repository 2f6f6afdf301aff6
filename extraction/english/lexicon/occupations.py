"""What people do for a living, where they are from and where they learn, as English words."""

from __future__ import annotations

import re

from quipu.extraction.english.lexicon.words import word_set

OCCUPATIONS = word_set(
    "accountant actor actress actuary agronomist anesthesiologist animator anthropologist "
    "archaeologist architect archivist artist astronaut astronomer athlete attorney auctioneer "
    "auditor author baker ballerina banker barber barista bartender beautician biochemist "
    "biologist blacksmith blogger bookkeeper bookseller botanist brewer bricklayer broker builder "
    "butcher butler cameraman cardiologist caregiver caretaker carpenter cartoonist cashier "
    "caterer ceramicist chef chemist chiropractor choreographer cinematographer clerk coder "
    "climatologist columnist comedian composer concierge conductor confectioner conservationist "
    "contractor cook copywriter counselor counsellor courier craftsman critic curator dancer "
    "decorator dentist dermatologist designer detective developer dietitian diplomat diver doctor "
    "dramatist drummer ecologist economist editor educator electrician engineer entomologist "
    "entrepreneur epidemiologist esthetician farmer filmmaker firefighter fireman fisherman "
    "florist footballer forester gardener geneticist geographer geologist glaciologist goldsmith "
    "golfer grocer guitarist gynecologist hairdresser hairstylist historian illustrator "
    "instructor interpreter inventor janitor jeweler jeweller journalist judge lawyer lecturer "
    "librarian lifeguard linguist locksmith logistician lumberjack machinist magician magistrate "
    "mason masseuse mathematician mechanic merchant meteorologist microbiologist midwife miner "
    "model musician nanny neurologist neuroscientist novelist nurse nutritionist obstetrician "
    "officer oncologist optician optometrist painter paralegal paramedic park pastor pediatrician "
    "percussionist pharmacist philosopher photographer photojournalist physician physicist "
    "physiotherapist pianist pilot planner playwright plumber podcaster poet policeman "
    "policewoman politician porter potter priest producer professor programmer psychiatrist "
    "psychologist publicist rabbi radiologist rancher realtor receptionist referee reporter "
    "researcher rider roofer sailor salesman salesperson saleswoman scientist screenwriter "
    "sculptor seamstress secretary senator sergeant sheriff shopkeeper singer sociologist soldier "
    "songwriter soprano statistician stewardess stockbroker stuntman surgeon surveyor swimmer "
    "tailor teacher technician technologist tenor therapist trader trainer translator tutor "
    "typist undertaker upholsterer urologist veterinarian vet violinist virologist vlogger waiter "
    "waitress weaver welder woodworker writer yogi zoologist zookeeper freelancer consultant "
    "analyst intern apprentice student lead administrator recruiter"
) - word_set("park rider model lead critic trader")

# What one is somewhere; by itself, or of something else, it may be anything.
POSTS = (OCCUPATIONS - {"student"}) | word_set(
    "manager head director chief vp svp ceo cto cfo coo cio president chairman lead officer "
    "supervisor executive specialist agent assistant coordinator representative operator foreman "
    "principal dean fellow associate buyer controller strategist"
)

NATIONALITIES = word_set(
    "afghan albanian algerian american andorran angolan argentine argentinian armenian australian "
    "austrian azerbaijani bahamian bangladeshi barbadian basque bavarian belarusian belgian "
    "bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian catalan "
    "chilean chinese colombian congolese croatian cuban cypriot czech danish dominican dutch "
    "ecuadorian egyptian english estonian ethiopian filipino finnish french georgian german "
    "ghanaian greek guatemalan haitian honduran hungarian icelandic indian indonesian iranian "
    "iraqi irish israeli italian jamaican japanese jordanian kazakh kenyan korean kosovan kurdish "
    "kuwaiti laotian latvian lebanese liberian libyan lithuanian luxembourgish macedonian "
    "malaysian maltese mauritian mexican moldovan mongolian montenegrin moroccan namibian nepali "
    "nepalese nicaraguan nigerian norwegian omani pakistani palestinian panamanian paraguayan "
    "peruvian polish portuguese qatari romanian russian rwandan salvadoran saudi scottish "
    "senegalese serbian sicilian singaporean slovak slovakian slovenian somali spanish sudanese "
    "swedish swiss syrian taiwanese tanzanian thai tibetan tunisian turkish ugandan ukrainian "
    "uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean"
)
# Nouns of people from a country that differ from its adjective.
NATIONALS = word_set(
    "dane finn pole scot spaniard swede turk serb croat briton englishman irishman"
)

_SCHOOL = re.compile(
    r"\b(?:University|College|School|Academy|Institute|Polytechnic|Conservatory|Seminary|Program|"
    r"Programme|Universit[aàäé]\w*|Universi(?:dad|teit|tet)|[ÉE]cole|Escola|Escuela|Scuola|"
    r"Gymnasium|Ly[cs][eé]e?|Lic[eé]o|Hochschule|Institut|Institut[eo]|Academia|Akademie)\b"
    r"|\b(?:university|college|school|academy|conservatory|seminary)$"
)


def is_school(text: str) -> bool:
    """Whether a name or noun is that of a place of learning."""
    return _SCHOOL.search(text) is not None
