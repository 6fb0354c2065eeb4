package files

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"aurum/domain"
)

func TestObjectsAreReadAsAttributesAre(t *testing.T) {
	m := model(t)
	o, p := NewObjects(m), NewObjects(m)
	one := m.NewTable()
	for i, text := range []string{
		`{"name":"Ada","place":"Bern","tags":["x","y"]}`, `{ "tags" : [ ] , "name" : "A\"\u0064a", "more": {"place": "no", "x": [1, "}"]} }`,
		`{}`, `{"name":12,"place":"Bern","tags":"x"}`, `{"name":true,"place":null,"tags":[null,"x",{"a":1.50}]}`, `{"name":"Zürich 🏔"}`,
	} {
		key := domain.SourceKey{System: "S", Key: fmt.Sprint(i)}
		to := o
		if i > 2 {
			to = p
		}
		if err := to.Add(key, []byte(text)); err != nil {
			t.Fatal(err)
		}
		attrs, err := domain.DecodeAttributes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		one.Add(key, attrs)
	}
	o.Take(p)
	table, err := o.Table(m)
	if err != nil {
		t.Fatal(err)
	}
	for i := range one.Len() {
		if got, want := says(m, table, i), says(m, one, i); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestValuesAreDecodedAsAttributesAre(t *testing.T) {
	for _, text := range []string{
		`"a"`, `""`, `"a\\\"b"`, `"\u00e9\n"`, `1`, `-7`, `1.50`, `1e3`, `99999999999999999999`, `true`, `false`, `null`, `[]`, `{}`,
		`[1,[2,{"a":"b"}],"c"]`, ` { "a" : [ 1 , null ] , "b\"" : { } } `, `[`, `{"a"}`, `{"a":}`, `{"a":1,}`, `[1 2]`, `"a`, `"a\"`, `x`, `1 2`, ``, `{1:2}`, `[,]`,
	} {
		got, failed := decode(text)
		attrs, err := domain.DecodeAttributes([]byte(`{"v":` + text + `}`))
		if (failed != nil) != (err != nil) {
			t.Errorf("%s: %v, want %v", text, failed, err)
		} else if err == nil && !reflect.DeepEqual(got, attrs["v"]) {
			t.Errorf("%s: %#v, want %#v", text, got, attrs["v"])
		}
	}
}

func TestWhatIsNoObjectIsReported(t *testing.T) {
	for _, text := range []string{``, `[]`, `{"name"`, `{"name":`, `{"name":"x`, `{"name" "x"}`, `{"name":"x"`, `"x"`, `{name:1}`} {
		if err := NewObjects(model(t)).Add(domain.SourceKey{System: "S", Key: "7"}, []byte(text)); err == nil || !strings.Contains(err.Error(), "S:7") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
