package demo

import (
	"fmt"

	"aurum/domain"
)

// account is an account of one company's chart as it really is. Chart and code are its business key.
type account struct {
	chart    int // 0 is the group's
	row      int // position of its template, counted on where a chart needs more
	template accountTemplate
	country  *country
}

// account makes the i-th account: all charts get their first account, then all get their second. The group's comes last
// of each round, so that references to it have to wait for it.
func (w *world) account(i int) account {
	chart, row := (i+1)%w.charts, i/w.charts
	a := account{chart: chart, row: row, template: accountTemplates[row%len(accountTemplates)], country: germany}
	if chart > 0 {
		a.country = chartCountries[(chart-1)%len(chartCountries)]
	}
	return a
}

// chartCountries are where the companies of the group are.
var chartCountries = []*country{germany, switzerland, france, austria, italy, spain, netherlands, belgium, britain, america, poland, sweden}

// accountAt gives the position of an account by chart and row.
func (w *world) accountAt(chart, row int) int { return row*w.charts + (chart+w.charts-1)%w.charts }

// chartCode names the chart: GROUP, or the country and the number of the company there.
func (a account) chartCode() string {
	if a.chart == 0 {
		return "GROUP"
	}
	return fmt.Sprintf("%s%d", a.country.code, 10+(a.chart-1)/len(chartCountries))
}

// code is the number in the chart; beyond the templates it has a sub-account's number behind it.
func (a account) code() string {
	numbering := "plain"
	if a.chart == 0 {
		numbering = "group"
	} else if n := numberings[a.country.code]; n != "" {
		numbering = n
	}
	code := a.template.codes[numbering]
	if more := a.row / len(accountTemplates); more > 0 {
		code += fmt.Sprintf("-%02d", more)
	}
	return code
}

// sums tells whether other accounts are summed up in it.
func (a account) sums() bool {
	for _, t := range accountTemplates {
		if t.parent == a.row {
			return true
		}
	}
	return false
}

// accountHolders: what others refer to stands in both systems.
func (w *world) accountHolders(i int) []string {
	a := w.account(i)
	if a.chart == 0 || a.sums() {
		return []string{erp, fin}
	}
	return draw(w.stream(forPresence, domain.Account, i), []string{erp, fin}, []int{22, 78}, []int{40, 60})
}

// accountKey is the account's key: ERP's is the business key, FIN's a number.
func (w *world) accountKey(a account, system string) string {
	if system == erp {
		return a.chartCode() + "/" + a.code()
	}
	return fmt.Sprintf("SK%07d", scatter(w.accountAt(a.chart, a.row), 17))
}

// accountRecord writes what a system holds of the i-th account.
func (w *world) accountRecord(i int, s slot) Record {
	a := w.account(i)
	p := w.penFor(party{domain: domain.Account, index: i, country: a.country}, s)
	p.set("chart", a.chartCode())
	p.set("code", a.code())
	if s.system == erp {
		p.erpAccount(a)
	} else {
		p.finAccount(a)
	}
	if a.template.parent >= 0 {
		p.pointAt("parent", w.accountAt(a.chart, a.template.parent))
	}
	if p.chance(badPerMille) {
		delete(p.out, "code")
	}
	return Record{Domain: domain.Account, System: s.system, Key: w.accountKey(a, s.system), UpdatedAt: p.at, Attributes: p.out, Truth: truthOf(domain.Account, i)}
}

// pointAt refers to the i-th account, if there is one and the system holds it.
func (p *pen) pointAt(attribute string, i int) {
	w := p.world
	if p.chance(2) {
		p.set(attribute, dangling(p.random))
		return
	}
	if i < w.targets(domain.Account) && w.holds(domain.Account, i, p.slot.system) {
		p.set(attribute, map[string]any{"key": w.accountKey(w.account(i), p.slot.system)})
	}
}

// nameOf is the account's name in the language.
func (a account) nameOf(language string) map[string]any {
	return map[string]any{"language": language, "text": a.template.names[language]}
}

// erpAccount is what bookings are checked against.
func (p *pen) erpAccount(a account) {
	language := a.country.language
	if a.chart == 0 {
		language = "en"
	}
	p.set("names", []any{a.nameOf(language)})
	p.set("type", a.template.kind)
	p.set("postable", !a.sums())
	p.set("currency", a.currency())
	p.set("validFrom", "20150101")
}

// currency is what the chart is kept in.
func (a account) currency() string {
	if a.chart == 0 {
		return "EUR"
	}
	return a.country.currency
}

// finAccount is what statements are made from: names in two languages, the group's account.
func (p *pen) finAccount(a account) {
	names := []any{a.nameOf("en")}
	if a.country.language != "en" {
		names = append(names, a.nameOf(a.country.language))
	}
	p.set("names", names)
	words := accountWords[a.template.kind]
	p.set("type", pick(p.random, words.types))
	p.set("normalBalance", words.side)
	p.set("statementLine", words.statement)
	p.set("currency", a.currency())
	if a.chart > 0 {
		p.pointAt("groupAccount", p.world.accountAt(0, a.row))
	}
	p.set("validFrom", "01.01.2015")
}

var accountWords = map[string]struct {
	types           []string
	side, statement string
}{
	"A": {[]string{"ASSET", "Aktiva", "Actif"}, "Soll", "Balance sheet / Assets"},
	"L": {[]string{"LIABILITY", "Passiva", "Liabilities"}, "Haben", "Balance sheet / Liabilities"},
	"Q": {[]string{"EQUITY", "Eigenkapital", "Capital"}, "Haben", "Balance sheet / Equity"},
	"I": {[]string{"INCOME", "Ertrag", "Revenue"}, "Haben", "Income statement / Income"},
	"E": {[]string{"EXPENSE", "Aufwand", "Costs"}, "Soll", "Income statement / Expenses"},
}
