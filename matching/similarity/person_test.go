package similarity

import "testing"

// Names as lists, letters and registers of many countries write them.
func TestNamesOfManyCountries(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		want     Reason
		min, max float64
	}{
		// Particles, in front and behind.
		{"Berg, Jan van den", "Jan van den Berg", Exact, 1, 1}, {"Vries, J. de", "Jan de Vries", Initial, .9, .95}, {"De La Cruz, Maria", "Maria Delacruz", Exact, 1, 1},
		{"Hans-Peter von der Leyen", "Hans Peter Vonderleyen", Exact, 1, 1}, {"Jan de Vries", "Jan Vries", Similar, .9, .98}, {"McDonald, Ronald", "Ronald Mac Donald", Similar, .95, 1},
		{"Otto v. Bismarck", "Otto von Bismarck", Partial, .85, .95}, {"O'Brien, Pat", "Pat O Brien", Partial, .9, .95}, {"St. John, Peter", "Peter Saint John", Exact, 1, 1},
		// Two family names, hyphens, and given names that look like family names.
		{"Maria Garcia Lopez", "Maria Garcia", Partial, .8, .9}, {"García-López, María", "María García", Partial, .8, .9}, {"João da Silva Santos", "João Silva Santos", Similar, .95, .99},
		{"João da Silva Santos", "Joao Santos", Partial, .8, .9}, {"María del Carmen Pérez", "Maria Carmen Perez", Partial, .9, 1}, {"Anna-Lena Müller-Schmidt", "Anna Lena Mueller", Partial, .8, .9},
		{"John Paul Jones", "John Paul", Different, 0, .72}, {"Ana Sofia Ramos de Almeida", "Ana Ramos Almeida", Partial, .85, .95},
		// Initials.
		{"J. R. Smith", "John Robert Smith", Initial, .9, .95}, {"JR Smith", "John Robert Smith", Initial, .9, .95}, {"Smith J R", "John Robert Smith", Initial, .9, .95},
		{"Smith, J.R.", "John Robert Smith", Initial, .9, .95}, {"J.-P. Martin", "Jean-Pierre Martin", Initial, .9, .95}, {"JP Martin", "Jean-Pierre Martin", Initial, .9, .95},
		{"JB Martin", "Jean-Pierre Martin", FamilyOnly, 0, .72}, {"Иванов И.И.", "Ivan Ivanovich Ivanov", Initial, .9, .95}, {"Smith JR", "James Robert Smith", Partial, .7, .8},
		// Suffixes, titles and degrees.
		{"Smith, John Jr.", "John Smith Jr", Exact, 1, 1}, {"Smith Jr, John", "John Smith Junior", Exact, 1, 1}, {"John Smith II", "John Smith III", ConflictSuffix, .5, .6},
		{"John Smith, MD, PhD", "John Smith", Exact, 1, 1}, {"John Smith Jr., Esq.", "John Smith Jr", Exact, 1, 1}, {"Mr. and Mrs. John Smith", "John Smith", Exact, 1, 1},
		{"Prof. Dr.-Ing. Hans Meier", "Hans Meier", Exact, 1, 1}, {"Li Ma", "Ma, Li", Exact, 1, 1}, {`Robert "Bob" Smith`, "Bob Smith", Partial, .9, .95},
		// Other scripts.
		{"محمد خالد", "Mohammed Khalid", Similar, .84, .93}, {"Abd al-Rahman Ali", "Abdulrahman Ali", Similar, .9, 1}, {"Abdul Rahman Ali", "Abdulrahman Ali", Exact, 1, 1},
		{"김민수", "Min-su Kim", Similar, .85, .95}, {"王小明", "Xiaoming Wang", Exact, 1, 1}, {"Wang Xiaoming", "王小明", Swapped, .96, .98},
		{"Αλέξανδρος Παπαδόπουλος", "Alexandros Papadopoulos", Exact, 1, 1}, {"Хрущёв Никита", "Nikita Khrushchev", Swapped, .9, .98},
	} {
		a, b := person(c.a), person(c.b)
		got := ComparePersons(a, b)
		if got.Reason != c.want || got.Score < c.min || got.Score > c.max || ComparePersons(b, a) != got {
			t.Errorf("%q, %q: %+v, the other way %+v, want %s in %v..%v", c.a, c.b, got, ComparePersons(b, a), c.want, c.min, c.max)
		}
	}
}

func TestConsonants(t *testing.T) {
	for _, c := range [][2]string{{"محمد", "mhmd"}, {"Mohammed", "mhmd"}, {"Muhamad", "mhmd"}, {"Ali Khalid", "al khld"}, {"", ""}, {"Aa", "a"}} {
		if got := Consonants(Fold(c[0])); got != c[1] {
			t.Errorf("Consonants(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func TestFormalNames(t *testing.T) {
	for _, c := range []struct{ name, want string }{{"Bill", "william"}, {"Peggie", "margaret"}, {"Ludmilla-X", "ludmilla x"}} {
		if got := FormalNames(c.name); got[0] != c.want {
			t.Errorf("FormalNames(%q) = %v, want %q", c.name, got, c.want)
		}
	}
	if got := FormalNames("Sasha"); len(got) < 2 {
		t.Errorf("a short form of several names: %v", got)
	}
}
