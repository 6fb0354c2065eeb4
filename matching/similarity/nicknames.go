package similarity

import (
	"strings"
	"sync"
)

// nicknameClasses lists given names that one person may go by, one class a line: the formal name and its
// forms in the language areas where it is common, then the diminutives. A diminutive may stand in several
// classes ("alex"); two names are related only when they share a class, so that Alexander and Alexandra
// are not related through it. Own compilation from general knowledge.
const nicknameClasses = `
aaron ron ronnie
abigail abby abbie gail
abraham abe abram avraham ibrahim
adam adamo adan
adelaide adele adelheid heidi addie
adolf adolfo adolph dolf dolfi
adrian adriano adrien
agatha agathe aggie
agnes agnese ines inez nessie
albert alberto al bert bertie albrecht
alexander alex al alec sandy sasha sascha xander alessandro alejandro alexandre alexandros sandro aleksandr aleksander alexandru iskander
alexandra alex alexa sandra sandy sasha sascha alessandra alejandra alexandrine lexi aleksandra
alfred alfredo fred freddy al alf fredo
alice alicia alison ally ali allie
alphonse alfonso alfons alonso fons fonsi
amelia amalia amelie amy millie emelia
andrew andy drew andreas andre andres andrea andrei andrej andrzej andriy andrey ondrej anders
angela angie angelika angelica angelina angele
anne anna ann annie anita hannah ana anja anouk annette nancy nan nina anya
annemarie annamaria anne-marie marianne
anastasia anastassia anastasiya anastazja nastassia nastassja nastasia nastya stacy stacey tasia
anthony tony antonio anton antoine toni antoni antonin antonius
antonia toni tonia antoinette antonietta
archibald archie
arnold arnie arno arnaud arnaldo
arthur art artie arturo artur
august augustus augusto auguste gus gustl
augustine agustin agostino augustin gus
barbara barb barbie babs babette barbora basia varvara
bartholomew bart bartolomeo bartolome barthelemy
beatrice bea beatrix trixie beatriz beate bice
benedict ben benedikt benedetto benito benoit bene
benjamin ben benny benji beniamino
bernard bernie bernhard bernardo bernd barney
bertha berta bertie
bridget biddy brigitte brigid birgit brigida gitte
carlos carlo karl carl charles charlie chuck chas charly carlito karel karol kalle
candace candice candy candi kandace kandice kandy
caroline carol carrie carolina karoline caro lina karolina
charlotte charlie lotte lottie charlotta carlotta lotta
catherine cathy kate katie kathy kat cat kitty kay katherine kathryn katharina catalina caterina katrin kathrin trina karin karen kathleen ekaterina katarzyna katja katya kasia katinka
cecilia cecily cecile celia cissy zilla
christian chris christiaan cristian christiano cristiano kristian karsten carsten
christina chris tina chrissy christine cristina kristin kristen kristine kristyn christin kirsten kristina kirsty tine christel
christopher chris kit topher christoph cristobal christophe cristoforo stoffel kris kristof krzysztof toffer
claude claudio claudius klaudius
claudia claudette klaudia claudine
clement clemens clemente klemens clem
conrad konrad corrado connie kurt kurd conny
constance connie constanze costanza konstanze stanze
constantine konstantin costantino constantin kostas costas kostya
cornelia conny nelly nele corrie
cornelius cornelis kees neil corneille cornelio
cynthia cindy cyndi
daniel dan danny daniele danilo danil
daniela dani danielle danuta
david dave davy davide dawid dafydd
deborah deb debbie debora debby
dennis denis denny dionisio dionysius denys
diana diane di dianne
dietrich dieter dirk didi theoderich
dominic dom nick dominik domenico domingo dominique
donald don donnie donny
dorothy dot dottie dorothea dora dorothee dolly thea doris dorotea dory
douglas doug dougie
edmund ed eddie ned edmond edmondo edmundo
edward ed eddie ted teddy ned eduard eduardo edouard edoardo edvard
edwin ed eddie eduin
eleanor ellie nell nora eleonore leonora eleonora elinor lenore ella nelly
elijah eli elias ilias
elizabeth liz beth betty eliza lizzie bess bessie betsy libby lisa elise elsa elsie elisabeth elisabetta isabel isabella isabelle liesel lisbeth sissi ella ilse else lilibet betti babette bettina elzbieta lise lisette
emanuel manuel manolo manny manu emmanuel emanuele immanuel
emil emilio emile emiliano
emily emilia emilie em emmy milly millie
enrico henry heinrich henri enrique hank harry hal heinz henrik hendrik heiner heini rico quique hein henryk
eric erik erich rick enrico ric eryk
ernest ernie ernst ernesto erneste
eugene gene eugen eugenio evgeny yevgeny evgeni
eva eve evi evita ewa evie
eveline evelyn evie eve evelina
felicity felicitas fee felicia
ferdinand fernando ferdi fernand ferdy hernando nando
florence flo flora florentine flossie fiorenza
florian flo flori floriano
frances fran fanny franny francesca franziska francisca francoise franzi frankie cesca paqui paca
francis frank fran francisco francesco franz francois paco pancho franciscus frans frankie cisco curro kiko franciszek franco
frederick fred freddy freddie friedrich federico frederic fritz rick fede frederik fryderyk frits
gabriel gabe gabriele gabi gabor
gabriela gabi gabriella gabrielle gaby
geoffrey geoff jeff jeffrey gottfried jeffery godfrey
george georg giorgio jorge georges georgie jurgen jorg yuri jerzy jiri juergen joerg yorgos georgi
gerald gerry jerry gerhard gerd geraldo giraldo gerard gerardo gert geert gerrit
geraldine gerry geri
gertrude trudy gertrud gerti traudl trudi gertie
gilbert gil bert gilberto
gregory greg gregor gregorio gregoire grischa grigori grzegorz
guy guido gui
gustav gus gustavo gustave gustaf
hannelore hanne lore
harold harry hal harald aroldo
helen ellen nell helena helene elena lena leni nellie elene yelena olena jelena hella
helmut helmuth
herbert herb bert herbie heriberto
hermann herman armando armand ermanno harm
hilda hilde hildegard hildy
howard howie howe
hubert bert hubertus huberto hub
hugh hugo hughie ugo hugues huey
ignatius ignacio ignaz ignazio nacho inigo ignace
irene irina rena renie irena
isaac ike isaak zac
isidore isidor isidro izzy
jacob jake jakob jacobo giacomo jacques jaap james jim jimmy jamie diego santiago jaime jakub jack jago yakov
jacqueline jackie jacky jacquie
jane janet janie joan johanna jeanne juana giovanna janie jeannette hanna jean gianna joanna joanne jana ivana jo
jasper caspar kaspar gaspar gaspard
jennifer jen jenny jenna jenni
jeremy jerry jeremias jeremiah geremia
jerome jerry hieronymus geronimo jeronimo girolamo
jessica jess jessie
joachim achim jochen joaquin gioacchino jo
john johnny jack jon johann johannes hans juan giovanni jean ivan gianni jan hannes sean ian johan jens yann evan ioannis giannis yannis jovan vanya ivo jonny jock ioan janos yohanan nino
jonathan jon jonny nathan jonathon
joseph joe joey josef jose giuseppe jo pepe beppe sepp jozef beppo peppino yusuf youssef yosef iosif jef josip joep
josephine josie jo josefine giuseppina josefa pepa josefina fina josephina pina
joshua josh josue giosue
judith judy jude judit jutta giuditta
julia julie juliana giulia jules juliet juliette giulietta jule uliana yulia julita
julian julien giuliano jules juliano
julius julio giulio jules
justin justus justino
kenneth ken kenny kent
laura laurie lauretta laure lori
lawrence larry laurence lorenz lorenzo laurent lars laurentius laurenz lenz laurens lauri rencho
leonard leo len lenny leonhard leonardo lennart lienhard leonid
leopold leo poldi leopoldo
lewis louis luis luigi ludwig lou louie ludovico lutz lodewijk ludovic ludvik lewie gigi
lillian lily lili liliana lilian lilly
louise luise luisa lou lulu louisa isa
lucas luke luca luc lukas lucio
lucy lucia luzia lucie luzie lucille
madeline maddie maddy madeleine magdalena lena magda maddalena madalena
manfred manni fred manfredo
marcus mark marc marco markus marcos marko marek
margaret maggie meg peggy marge margie margarete margarita margherita marguerite greta gretel grete rita daisy madge margit margret margot malgorzata gitta peg peggie margaretha marga gosia
maria mary marie mia mitzi molly polly mimi miriam moira maureen marisol mariella mascha masha maja marijke marija ria maryam mariam marita maruja
marianne marianna mariana marion
martha marta marthe patty mattie
martin marty martino marten mart maarten martyn martim
martina tina martine
matilda mathilde tilly matilde maud tilda mattie mathilda
matthew matt matthias matteo mateo matthieu mathias matthaus matty mathew hias matthaeus mateusz mats matti thies
maurice morris moritz mauricio maurizio mo morrie morry maury
maximilian max maxim massimiliano maximiliano maxime massimo maksim
melanie mel melly
melissa missy mel lissa
michael mike mick mickey micky michel michele miguel mikhail mischa misha micha michal mihai mikael mitch mikel mihail michiel michail
michaela micha michelle micaela mikaela shelly
mildred millie milly
mohammed muhammad mohamed mohammad mehmet muhammed mohamad muhamad muhammet mahomet moh mohd mhd md
monica monika moni monique
nathaniel nat nate nathan nathanael
natalie natalia nat nathalie natasha tasha natalya natascha natacha
nicholas nick nicky nicolas nicola klaus nikolaus niccolo nils nikolai colin nico claus niklas nicolaus mikolaj mykola nikos nikolaos niels nikola klaas nikolay
nicole nicky nicola nicoletta nicolette nikki coletta
norbert bert norberto
norman norm normann
oliver ollie olivier oliviero olli
olivia liv olive livia livvy
oswald ossi osvaldo oswaldo ozzy
oscar oskar ossi
otto ottone otho odo
pamela pam pammy
patricia pat patty trish tricia patrizia patsy patti trisha
patrick pat paddy patricio patrizio padraig patrice rick
paul paulo paolo pablo pavel pauli pawel pal pavlo paulus
paula paola pauline paulina polly
penelope penny nell
peter pete pietro pedro pierre petrus piet pit petr peder pyotr piotr pekka per peer petros boutros perico
philip phil pip philipp felipe filippo philippe phillip flip lippo filip phil pippo
rachel rae rachele raquel shelly rahel rachael
ralph raul ralf raoul rolf
raphael rafael raffaele rafa raffi rafal
raymond ray raimund ramon raimondo raymund ramiro
rebecca becky becca rebekka becks rebekah rebeca
reginald reg reggie reinhold rinaldo reynaldo reinaldo renaud
reinhard reinhardt reiner rainer rainier raniero
richard rick dick rich ricky richie ricardo riccardo dickie ritchie ryszard rico rikard
robert bob rob bobby robbie bert roberto rupert bobbie ruprecht robin robb
roger rutger ruggero rogelio rudiger rodger rog ruediger
roland rolando orlando rollo rolly rowland
ronald ron ronnie ronny ronaldo
rose rosa rosie rosalie rosemarie rosina rosita rosemary rosi rosario
rosemary rosemarie romy rosmarie rosi romi
rudolf rudi rudy rodolfo rolf rudolph rodolphe
salvatore salvador toto sal salva turi
samantha sam sammy
samuel sam sammy samuele
sarah sally sara sadie sari
sebastian seb sebastiano basti bastian wastl sebastien bas seba
sergio serge sergei sergius sergey sergej serhiy serguei
sigmund siegmund sigi sigismund sigismondo siggi zygmunt
simon simone simeon simao szymon ximeno shimon
sophia sophie sofia sonja sonia sofie sonya zofia sofya fifi
stephanie steph stefanie stefania steffi estefania stefi fanny
stephen steve stefan stefano esteban etienne stevie steven steffen stephan stephane istvan stepan stefanos szczepan staffan
stanislav stan stanislaus stanislaw stanislao slava
susan sue susie suzy susanna susanne suzanne susana sanna zuzana sanne suse susi suzanna zsuzsanna suzan
sylvia silvia silvie sylvie
sylvester silvester silvestro silvestre sly
teresa terry tess theresa therese tessa resi teresita thea treza tere teresia
terence terry terrence terenzio
thaddeus tad thad taddeo tadeusz
theodore ted teddy theo theodor teodoro feodor fyodor fedor fjodor teo
thomas tom tommy tommaso tomas tomasz thom tuomas tamas
timothy tim timmy timotheus timoteo timo timothee timofey
tobias toby tobi tobia tobit
ulrich uli ulli ulrico ueli utz udo
ulrike uli ulli rike ulrica
ursula uschi ulla ursel ursina orsola ursule orsi
valentine val valentin valentino
valeria valerie val valeska vally
veronica vera ronnie veronika vroni veronique nica
victor vic viktor vittorio vitus vito wiktor
victoria vicky tori viktoria vittoria vikki vicki victoire vita
vincent vince vinny vinzenz vincenzo vicente enzo vinnie vincenz chente cenzo
virginia ginny ginger virginie ginnie
vladimir volodya vlad vova wladimir volodymyr wolodymyr vladi
walter wally walt gualtiero valter wouter gauthier wolter gautier walther
wilfred will fred wilfried willy wilf wilfredo wilfrid
wilhelmina mina minna wilma helma willa guillermina billie minnie
william bill will billy willy guillermo guglielmo guillaume wilhelm liam wim willem willi memo wilm vilhelm wille
wolfgang wolf wolfi
yvonne ivonne yvette ivette
zachary zach zack zacharias zaccaria
`

// nicknameIndex maps a name, as FoldKey writes it, to the numbers of its classes in rising order.
var nicknameIndex = sync.OnceValue(func() map[string][]uint16 { return classIndex(nicknameClasses) })

// nicknameInitials are the first letters of the names in each class, as bits from a on.
var nicknameInitials = sync.OnceValue(func() []uint32 {
	var initials []uint32
	for _, line := range strings.Split(strings.TrimSpace(nicknameClasses), "\n") {
		var bits uint32
		for _, name := range strings.Fields(line) {
			bits |= initialBit(FoldKey(name))
		}
		initials = append(initials, bits)
	}
	return initials
})

func initialBit(name string) uint32 {
	if name == "" || name[0] < 'a' || name[0] > 'z' {
		return 0
	}
	return 1 << (name[0] - 'a')
}

// nicknameInitial reports whether one of two names is the initial of a nickname of the other.
func nicknameInitial(a, b *nameToken) bool {
	for _, pair := range [2][2]*nameToken{{a, b}, {b, a}} {
		for _, class := range pair[1].classes {
			if pair[0].initial && nicknameInitials()[class]&initialBit(pair[0].text) != 0 {
				return true
			}
		}
	}
	return false
}

// AreNicknames reports whether two given names share a nickname class, such as Bob and Robert, or
// Giuseppe and Pepe. Equal names are nicknames of each other only if the list knows them.
func AreNicknames(a, b string) bool {
	index := nicknameIndex()
	return shareClass(index[FoldKey(a)], index[FoldKey(b)])
}

// FormalNames returns the formal given names that a name may stand for ("Bill" for William, "Alex" for Alexander,
// Alexandra …), as FoldKey writes them; a name the list does not know stands for itself.
func FormalNames(name string) []string {
	key := FoldKey(name)
	classes := nicknameIndex()[strings.ReplaceAll(key, " ", "")]
	if len(classes) == 0 {
		return []string{key}
	}
	out := make([]string, len(classes))
	for i, class := range classes {
		out[i] = formalNames()[class]
	}
	return out
}

// formalNames are the first names of the classes.
var formalNames = sync.OnceValue(func() []string {
	var out []string
	for _, line := range strings.Split(strings.TrimSpace(nicknameClasses), "\n") {
		first, _, _ := strings.Cut(line, " ")
		out = append(out, FoldKey(first))
	}
	return out
})

// shareClass reports whether two rising lists of class numbers have one in common.
func shareClass(a, b []uint16) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return true
		}
	}
	return false
}
