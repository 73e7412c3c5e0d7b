"""Word lists of the identity check: what is music, what is Welsh, what is a first name."""

from typing import Final

COMPOSERS: Final = """
    Bach Mozart Beethoven Schubert Schumann Brahms Haydn Handel Händel Vivaldi Debussy Ravel Satie Fauré Faure
    Chopin Liszt Mendelssohn Tchaikovsky Stravinsky Shostakovich Prokofiev Rachmaninov Rachmaninoff Bartók
    Bartok Kodály Kodaly Dvořák Dvorak Smetana Janáček Janacek Grieg Sibelius Elgar Holst Britten Purcell Byrd
    Tallis Dowland Telemann Scarlatti Couperin Rameau Pachelbel Monteverdi Palestrina Puccini Verdi Rossini
    Wagner Mahler Bruckner Strauss Schoenberg Webern Messiaen Poulenc Saint-Saëns Saint-Saens Bizet Berlioz
    Gershwin Copland Bernstein Ellington Joplin Piazzolla Villa-Lobos Orff Einaudi Rutter Tavener Takemitsu
    Boulez Stockhausen Ligeti Nordoff Robbins Alvin Priestley Bruscia Wigram Aldridge Winnicott Bowlby Bion
    Rogers Vygotsky Piaget Hanser Oldfield Pavlicevic Ansdell Trevarthen Malloch Beatles Coldplay Abba ABBA
    Queen Sheeran Adele Beyoncé Beyonce Rihanna Stormzy Madonna Prince Sondheim
""".split()  # noqa: SIM905
"""Surnames that stand for music or for its theory: with any first names before them they are no client."""

MUSICIANS: Final = (
    "Vaughan Williams",
    "John Williams",
    "Grace Williams",
    "Karl Jenkins",
    "William Mathias",
    "Philip Glass",
    "Steve Reich",
    "John Cage",
    "John Adams",
    "Clara Schumann",
    "Amy Beach",
    "Florence Price",
    "Ethel Smyth",
    "Nina Simone",
    "Billie Holiday",
    "Ella Fitzgerald",
    "Louis Armstrong",
    "Stevie Wonder",
    "Elton John",
    "Ed Sheeran",
    "Taylor Swift",
    "Harry Styles",
    "George Ezra",
    "Sam Smith",
    "Lewis Capaldi",
    "Tom Jones",
    "Shirley Bassey",
    "Bryn Terfel",
    "Katherine Jenkins",
    "Bob Marley",
    "Bob Dylan",
    "Bill Withers",
    "David Bowie",
    "Michael Jackson",
    "Max Boyce",
    "Dafydd Iwan",
    "Daniel Stern",
    "Tia DeNora",
)

SONGS: Final = (
    "Frère Jacques",
    "Frere Jacques",
    "Jack and Jill",
    "Little Jack Horner",
    "Jack in the Box",
    "Jack Be Nimble",
    "Jack-in-the-box",
    "Old MacDonald",
    "Miss Polly",
    "Polly Put the Kettle On",
    "Lucy Locket",
    "Lucy in the Sky",
    "Bobby Shafto",
    "Georgie Porgie",
    "Humpty Dumpty",
    "Incy Wincy",
    "Daisy Daisy",
    "Daisy, Daisy",
    "Daisy Bell",
    "Daisy Chain",
    "Mary Had a Little Lamb",
    "Mary, Mary",
    "Michael Finnegan",
    "Michael, Row",
    "Michael Row",
    "Peter and the Wolf",
    "Peter Grimes",
    "Peter Rabbit",
    "Thomas the Tank",
    "Bob the Builder",
    "Danny Boy",
    "Eleanor Rigby",
    "Hey Jude",
    "Billie Jean",
    "Ruby Tuesday",
    "Sweet Caroline",
    "Oh Susanna",
    "Clair de Lune",
    "Für Elise",
    "Fur Elise",
    "For Elise",
    "Johnny B. Goode",
    "Twinkle Twinkle",
    "Amazing Grace",
    "Sosban Fach",
    "Calon Lân",
    "Calon Lan",
    "Ar Hyd y Nos",
    "Suo Gân",
    "Suo Gan",
    "Hen Wlad fy Nhadau",
    "Myfanwy",
    "Cwm Rhondda",
    "Mi Welais Jac y Do",
    "Jac y Do",
    "Dacw Mam yn Dŵad",
    "Heno Heno",
    "Gee Ceffyl Bach",
    "Bore Da",
    "Nos Da",
    "Penblwydd Hapus",
    "Dydd Gŵyl Dewi",
    "Nadolig Llawen",
    "Mari Fach",
    "Sali Mali",
    "Siôn Corn",
    "Sion Corn",
    "Jac y Jwc",
)
"""Songs, rhymes and Welsh greetings that have a name in them."""

NOT_NAMES: Final = frozenset(
    """
    i we he she they it my our the a an and but so then when while after before today tomorrow yesterday
    everyone everybody someone nobody client clients child children pupil pupils group student supervisor
    school class mum mam dad mother father monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december christmas easter autumn
    spring summer winter year term week welsh english british french german spanish irish scottish polish urdu
    makaton cymraeg cymru wales england london protection development premium led centred psychotherapy
    services service guidance health support voice voices bore da nos prynhawn hapus diolch croeso iaith canu
    cân can calon lân ysgol mamgu tadcu nain taid heno nadolig dydd piano guitar violin viola cello flute
    clarinet oboe bassoon trumpet horn trombone tuba harp drum drums djembe cajon xylophone glockenspiel
    metallophone marimba ukulele recorder kalimba ocean cabasa maracas tambourine triangle telyn
    """.split()  # noqa: SIM905
)
"""Words that may have a capital and are no name, casefolded."""

FIRST_NAMES: Final = """
    Aaron Abdul Adam Ahmed Aisha Alex Alexander Alfie Alice Amelia Amir Amy Andrew Anna Anthony Archie Arthur
    Ava Beatrice Ben Benjamin Callum Cameron Carys Charlie Charlotte Chloe Christopher Connor Daisy Daniel
    David Dylan Edward Eleanor Eliza Ella Ellie Elsie Emily Emma Erin Ethan Evie Ewan Fatima Finley Florence
    Freddie Freya George Gethin Hamza Hannah Harriet Harry Hassan Henry Ibrahim Imogen Isaac Isabella Isla
    Jack Jacob Jake James Jamie Jasmine Jayden Jessica Joe Joseph Josh Joshua Kai Katie Kayden Kian Kieran
    Kyle Laura Leah Leo Lewis Liam Lily Logan Louis Lucas Lucy Luke Maisie Maryam Matilda Matthew Max Megan
    Mia Michael Millie Mohammed Mohamed Muhammad Nathan Niamh Noah Oliver Olivia Oscar Owain Owen Peter Phoebe
    Poppy Rachel Rebecca Rhys Riley Robert Ruby Ryan Samuel Sarah Sebastian Sian Siân Simon Sofia Sophia
    Sophie Tegan Theo Thomas Toby Tyler William Yusuf Yasmin Zac Zachary Zainab Zara Zoe Susan Karen Julie
    Margaret Patricia Jennifer Aiden Alan Amelie Angus Anwen Bethany Bradley Brandon Caitlin Caleb Catherine
    Chris Claire Declan Dominic Elizabeth Emilia Evan Felix Gabriel Georgia Gwen Harley Harrison Hugo Jenson
    Jodie Kayleigh Keira Lauren Louie Louise Luca Mohammad Natasha Niall Nicholas Reece Reuben Rory Scarlett
    Scott Stanley Stephen Steven Tamsin Tilly Tim Timothy Xavier
""".split()  # noqa: SIM905
"""First names that are hardly ever another word: those of months, flowers of songs and virtues are left out."""

ABBREVIATIONS: Final = frozenset(
    """
    UK US EU TA PE IT RE OT PT EP GP MT SW TV ID OK DJ CD HR NR MA BA VI HI LD CP EY KS AM PM NB PS QA PA ST
    AT DT PC EG IE DOB USA UN HQ MC LP EQ AI
    """.split()  # noqa: SIM905
)
"""Two or three capitals that are a trade's short words and nobody's initials."""
