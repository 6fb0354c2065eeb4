package similarity

import "testing"

func TestCompareSkeletons(t *testing.T) {
	for _, c := range []struct {
		a, b     string
		from, to float64
	}{
		{"فريد حسين", "Fareed Hussein", 1, 1},
		{"Дмитрий Шостак", "Dmitri Shostak", 1, 1},
		{"សុខា ម៉ៅ", "Sokha Mao", .5, 1},
		{"Κωνσταντίνος Βλάχος", "Konstantinos Vlachos", .5, 1},
		{"Уладзімір Караткевіч", "Vladimir Korotkevich", .5, .95},
		{"Дмитрий Шостак", "Igor Petrov", 0, 0},
		{"", "Petrov", 0, 0},
	} {
		a, b := Skeletons(Fold(c.a)), Skeletons(Fold(c.b))
		got := CompareSkeletons(a, b)
		if got < c.from || got > c.to || got != CompareSkeletons(b, a) {
			t.Errorf("%s %v and %s %v: %v", c.a, a, c.b, b, got)
		}
	}
}

func TestForeignScript(t *testing.T) {
	for text, want := range map[string]bool{"Müller": false, "Łódź, Kraków": false, "Đặng": false, "Юрий": true, "李娜": true, "": false} {
		if ForeignScript(text) != want {
			t.Errorf("%q: not %v", text, want)
		}
	}
}
