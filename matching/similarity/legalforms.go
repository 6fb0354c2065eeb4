package similarity

// LegalClass groups the legal forms of all countries by what kind of body they are.
type LegalClass string

// The classes of legal forms.
const (
	StockCorporation LegalClass = "STOCK"       // shares, as a rule tradable: AG, S.A., PLC, Inc
	LimitedCompany   LegalClass = "LIMITED"     // private limited company: GmbH, Ltd, S.à r.l., LLC
	Partnership      LegalClass = "PARTNERSHIP" // OHG, KG, LLP, SNC
	SoleTrader       LegalClass = "SOLE"        // e.K., EI, single owner
	Cooperative      LegalClass = "COOPERATIVE" // eG, Coop, SCOP
	NonProfit        LegalClass = "NONPROFIT"   // e.V., foundation, association
	PublicBody       LegalClass = "PUBLIC"      // state enterprise, public institution
	AnyCompany       LegalClass = "COMPANY"     // "& Co.", "Company": says nothing more
)

// legalForm is one form; countries are ISO 3166 codes. Its variants are separated by semicolons and may
// be marked: ^ stands also in front of a name that has no form at its end, + in front of any name,
// * anywhere behind the first word, and ! only with its letters apart ("P.A.", not "PA").
type legalForm struct {
	canonical string
	class     LegalClass
	countries string
	variants  string
}

// legalForms is our own compilation from general knowledge. Variants are compared folded and without
// spaces, so "S. A.", "S.A." and "SA" are one, and so are scripts that transliterate alike.
var legalForms = []legalForm{
	{"GMBH_CO_KG", Partnership, "DE AT CH", "*GmbH & Co. KG; *GmbH und Co. KG; *GmbH u. Co. KG; *GmbH + Co. KG; *GmbH & Co; *GmbH & Co. OHG; *UG & Co. KG; UG (haftungsbeschränkt) & Co. KG; *GesmbH & Co. KG; AG & Co. KG; SE & Co. KG; Ltd. & Co. KG; *GmbH & Cie. KG; *GmbH & Compagnie KG"},
	{"KGAA", StockCorporation, "DE", "*KGaA; GmbH & Co. KGaA; AG & Co. KGaA; SE & Co. KGaA; Kommanditgesellschaft auf Aktien"},
	{"GMBH", LimitedCompany, "DE AT CH LI", "*GmbH; *gGmbH; *GesmbH; *Ges.m.b.H.; *mbH; *Gesellschaft mit beschränkter Haftung; Gesellschaft m.b.H."},
	{"UG", LimitedCompany, "DE", "UG; *UG (haftungsbeschränkt); *Unternehmergesellschaft; Unternehmergesellschaft (haftungsbeschränkt)"},
	{"AG", StockCorporation, "DE AT CH LI", "AG; *Aktiengesellschaft"},
	{"OHG", Partnership, "DE AT", "OHG; OG; *Offene Handelsgesellschaft; Offene Gesellschaft"},
	{"KG", Partnership, "DE AT CH", "KG; Co. KG; & Co. KG; *Kommanditgesellschaft"},
	{"GBR", Partnership, "DE", "GbR; Gesellschaft bürgerlichen Rechts; PartG; PartGmbB; PartG mbB"},
	{"EK", SoleTrader, "DE AT", "e.K.; e.Kfm.; e.Kfr.; e.U.; *eingetragener Kaufmann; eingetragene Kauffrau"},
	{"EG", Cooperative, "DE AT CH", "eG; *eingetragene Genossenschaft; Genossenschaft"},
	{"EV", NonProfit, "DE AT", "e.V.; *eingetragener Verein"},
	{"SE", StockCorporation, "EU", "SE; Societas Europaea; SCE"},
	{"LTD", LimitedCompany, "GB IE HK NG KE GH CY MT BD PK LK IL", "*Limited; *Ltd; Private Limited Company; Company Limited; Co. Limited; *Co. Ltd; Company Ltd; Teoranta; Cyf; Cyfyngedig"},
	{"PLC", StockCorporation, "GB IE MT CY LK ET", "*PLC; Public Limited Company; CCC; Cwmni Cyfyngedig Cyhoeddus"},
	{"LLP", Partnership, "GB US IN SG CA", "*LLP; *LLLP; Limited Liability Partnership"},
	{"LP", Partnership, "GB US CA", "LP; Limited Partnership; General Partnership"},
	{"CIC", NonProfit, "GB", "CIC; Community Interest Company; CIO"},
	{"DAC", LimitedCompany, "IE", "DAC; Designated Activity Company; CLG; Unlimited Company"},
	{"INC", StockCorporation, "US CA PH", "*Inc; *Incorporated; Company Inc; *Co. Inc; Incorporée"},
	{"CORP", StockCorporation, "US CA PH TW", "*Corp; *Corporation; Corp. Inc"},
	{"LLC", LimitedCompany, "US AE QA OM EG", "*LLC; Limited Liability Company; !L.C.; *PLLC; WLL; W.L.L.; ذ.م.م; ش.ذ.م.م"},
	{"PC", LimitedCompany, "US", "!P.C.; Professional Corporation; !P.A.; Chtd"},
	{"COMPANY", AnyCompany, "US GB CH FR DE", "Co; & Co; and Company; Company; *Cie; & Cie; et Cie; & Compagnie; y Cia; & Cia; Cia; und Co; e Cia"},
	{"PTY_LTD", LimitedCompany, "AU ZA NA BW SZ", "*Pty Ltd; *Pty Limited; Proprietary Limited; *(Pty) Ltd; Pty; EDMS BPK"},
	{"CC", LimitedCompany, "ZA", "CC; Close Corporation"},
	{"PVT_LTD", LimitedCompany, "IN PK BD LK ZW", "*Pvt Ltd; *Private Limited; *Private Ltd; *(P) Ltd; *Pvt Limited; OPC Pvt Ltd; (OPC) Private Limited"},
	{"PTE_LTD", LimitedCompany, "SG", "*Pte Ltd; *Pte Limited; Pte"},
	{"SDN_BHD", LimitedCompany, "MY BN", "*Sdn Bhd; Sendirian Berhad"},
	{"BHD", StockCorporation, "MY BN", "*Bhd; Berhad"},
	{"PT", LimitedCompany, "ID", "+PT; PT Tbk; +Perseroan Terbatas; Tbk"},
	{"SA", StockCorporation, "FR BE LU CH ES PT BR AR CL CO PE UY PL RO GR", "!^S.A.; S.A.; *Société Anonyme; *Sociedad Anónima; *Sociedade Anônima; Spółka Akcyjna; S.A. Abierta; ^Société Anonyme"},
	{"SARL", LimitedCompany, "FR LU BE CH MA TN DZ LB SN CI", "^SARL; *S.à r.l.; ^Société à responsabilité limitée; ^EURL; SARLU; Sàrl; S.R.L.S."},
	{"SAS", StockCorporation, "FR CO AR", "SAS; !^S.A.S.; ^SASU; Société par actions simplifiée; S.A.S. de C.V.; Sociedad por Acciones Simplificada"},
	{"SNC", Partnership, "FR IT CH BE LU", "^SNC; S.n.c.; Société en nom collectif; Società in nome collettivo; ^SCS; ^SCA; SCM; SCP"},
	{"SCI", Partnership, "FR", "^SCI; Société civile immobilière; ^SELARL; ^SELAS; ^GIE; ^EARL; ^GAEC"},
	{"EI", SoleTrader, "FR PE CL", "!E.I.; ^EIRL; ^Ets; ^Etablissements; Entreprise individuelle"},
	{"SPA", StockCorporation, "IT CL DZ", "*S.p.A.; *Società per azioni; Sociedad por acciones; Soc. per azioni"},
	{"SRL", LimitedCompany, "IT ES RO MD BE AR UY DO BO", "*S.r.l.; *S.r.l. unipersonale; Società a responsabilità limitata; *SRLS; S.C. S.R.L.; Sociedad de Responsabilidad Limitada"},
	{"SAPA", Partnership, "IT", "S.a.p.a.; S.a.s. di; Società in accomandita semplice"},
	{"SCARL", Cooperative, "IT BE FR", "S.c.a.r.l.; S.c.r.l.; Soc. coop.; Società cooperativa; CVBA; ^SCOP; S. Coop."},
	{"SL", LimitedCompany, "ES", "S.L.; *S.L.U.; S.L.N.E.; *Sociedad Limitada; Sociedad Limitada Unipersonal; S.L.P."},
	{"SAU", StockCorporation, "ES", "S.A.U.; S.A.D.; Sociedad Anónima Unipersonal"},
	{"SC", Partnership, "ES MX PL", "!S.C.; !C.B.; Sociedad Civil; Spółka cywilna; !A.C."},
	{"LDA", LimitedCompany, "PT AO MZ", "*Lda; *Limitada; Unipessoal Lda; Sociedade Unipessoal Lda; Soc. Unip. Lda"},
	{"LTDA", LimitedCompany, "BR CO CL BO PY", "*Ltda; Ltda ME; Ltda EPP; y Cia Ltda; e Cia Ltda; Cia Ltda"},
	{"EIRELI", SoleTrader, "BR", "*EIRELI; EIRELI ME; EIRELI EPP"},
	{"SA_DE_CV", StockCorporation, "MX SV HN", "*S.A. de C.V.; *S.A.B. de C.V.; S.A.P.I. de C.V.; Sociedad Anónima de Capital Variable; S.A. C.V."},
	{"S_DE_RL", LimitedCompany, "MX HN PA", "*S. de R.L.; *S. de R.L. de C.V.; S. de R.L. M.I."},
	{"SAC", StockCorporation, "PE", "*S.A.C.; S.A.A.; Sociedad Anónima Cerrada"},
	{"CA", StockCorporation, "VE EC", "!C.A.; Compañía Anónima; C. por A."},
	{"BV", LimitedCompany, "NL", "B.V.; !^B.V.; *Besloten Vennootschap; BV i.o."},
	{"BVBA", LimitedCompany, "BE", "*BVBA; *SPRL; BV BVBA; EBVBA; SPRLU"},
	{"NV", StockCorporation, "NL BE SR", "N.V.; !^N.V.; *Naamloze Vennootschap; NV/SA; SA/NV"},
	{"VOF", Partnership, "NL BE", "V.O.F.; ^V.O.F.; *Vennootschap onder firma; Maatschap; Comm.V; GCV; Commanditaire Vennootschap"},
	{"EENMANSZAAK", SoleTrader, "NL BE", "Eenmanszaak"},
	{"VZW", NonProfit, "BE NL", "VZW; ASBL; ^Stichting; ^Vereniging; AISBL; IVZW"},
	{"AB", StockCorporation, "SE FI", "AB; *Aktiebolag; AB (publ); Aktiebolaget; ^Aktiebolaget; Abp"},
	{"HB", Partnership, "SE", "HB; Handelsbolag; Kommanditbolag; KB"},
	{"AS_NORDIC", StockCorporation, "DK NO EE", "A/S; AS; *Aktieselskab; *Aksjeselskap; Aktsiaselts"},
	{"ASA", StockCorporation, "NO", "ASA; *Allmennaksjeselskap"},
	{"APS", LimitedCompany, "DK", "*ApS; *Anpartsselskab; IVS; Iværksætterselskab"},
	{"IS_NORDIC", Partnership, "DK NO", "I/S; K/S; P/S; Interessentskab; !D.A.; ANS; ENK; Enkeltpersonforetak"},
	{"OY", LimitedCompany, "FI", "Oy; Oy Ab; *Osakeyhtiö; Ky; Tmi; ^Tmi"},
	{"OYJ", StockCorporation, "FI", "*Oyj; Oyj Abp; Julkinen osakeyhtiö"},
	{"EHF", LimitedCompany, "IS", "*ehf; Einkahlutafélag; slf"},
	{"HF", StockCorporation, "IS", "hf; Hlutafélag; ohf"},
	{"OU", LimitedCompany, "EE", "OÜ; Osaühing"},
	{"SIA", LimitedCompany, "LV", "^SIA; Sabiedrība ar ierobežotu atbildību"},
	{"UAB", LimitedCompany, "LT", "^UAB; Uždaroji akcinė bendrovė; MB"},
	{"AB_LT", StockCorporation, "LT LV", "Akcinė bendrovė; Akciju sabiedrība"},
	{"SP_ZOO", LimitedCompany, "PL", "*Sp. z o.o.; *Spółka z o.o.; Spółka z ograniczoną odpowiedzialnością; Sp. zo.o."},
	{"SP_K", Partnership, "PL", "*Sp. k.; Sp. j.; Sp. z o.o. Sp. k.; Spółka komandytowa; Spółka jawna; S.K.A.; Sp. p."},
	{"SRO", LimitedCompany, "CZ SK", "*s.r.o.; *spol. s r.o.; společnost s ručením omezeným; spoločnosť s ručením obmedzeným"},
	{"AS_CZ", StockCorporation, "CZ SK", "a.s.; akciová společnost; akciová spoločnosť"},
	{"VOS", Partnership, "CZ SK", "v.o.s.; k.s.; veřejná obchodní společnost"},
	{"KFT", LimitedCompany, "HU", "*Kft; Korlátolt felelősségű társaság"},
	{"ZRT", StockCorporation, "HU", "*Zrt; *Nyrt; Rt; Zártkörűen működő részvénytársaság; Nyilvánosan működő részvénytársaság"},
	{"BT", Partnership, "HU", "Bt; Kkt; Betéti társaság; Ev"},
	{"DOO", LimitedCompany, "HR SI RS BA ME MK", "*d.o.o.; j.d.o.o.; *DOOEL; družba z omejeno odgovornostjo; društvo s ograničenom odgovornošću"},
	{"DD", StockCorporation, "HR SI BA RS", "d.d.; a.d.; dioničko društvo; delniška družba; akcionarsko društvo"},
	{"EOOD", LimitedCompany, "BG", "*ЕООД; *EOOD; *OOD; ООД; !Е.Т."},
	{"AD", StockCorporation, "BG RS ME", "АД; EAD; ЕАД; AD"},
	{"OOO", LimitedCompany, "RU BY KZ", "+ООО; +Общество с ограниченной ответственностью; +ТОО"},
	{"AO", StockCorporation, "RU KZ", "+ОАО; +ЗАО; +ПАО; ^АО; OJSC; CJSC; *PJSC; *JSC; ^JSC; ^OJSC; Акционерное общество; ^Акционерное общество"},
	{"IP", SoleTrader, "RU BY KZ UA", "^ИП; ^ФОП; ^ЧП; Индивидуальный предприниматель"},
	{"TOV", LimitedCompany, "UA", "+ТОВ; +Товариство з обмеженою відповідальністю; ^TzOV"},
	{"AT", StockCorporation, "UA", "+ПАТ; +ПрАТ"},
	{"AE", StockCorporation, "GR CY", "!Α.Ε.; ΑΕΒΕ; Ανώνυμη Εταιρεία"},
	{"EPE", LimitedCompany, "GR", "Ε.Π.Ε.; Ι.Κ.Ε.; !Ο.Ε."},
	{"AS_TR", StockCorporation, "TR", "A.Ş.; *Anonim Şirketi; San. ve Tic. A.Ş.; Sanayi ve Ticaret A.Ş.; Tic. A.Ş."},
	{"LTD_STI", LimitedCompany, "TR", "*Ltd. Şti.; *Limited Şirketi; San. ve Tic. Ltd. Şti.; Tic. Ltd. Şti.; Şti."},
	{"KK", StockCorporation, "JP", "+株式会社; K.K.; *Kabushiki Kaisha; +Kabushiki Kaisha; Kabushiki Gaisha; *Co. Ltd. K.K."},
	{"YK", LimitedCompany, "JP", "+有限会社; Y.K.; Yugen Kaisha; +合同会社; G.K.; Godo Kaisha"},
	{"CO_LTD_CN", LimitedCompany, "CN TW HK", "*有限公司; *有限责任公司; *有限責任公司; 集团有限公司"},
	{"GUFEN_CN", StockCorporation, "CN TW HK", "*股份有限公司; *股份公司; 集团股份有限公司"},
	{"CHUSIK", StockCorporation, "KR", "+주식회사; +유한회사; +Chusik Hoesa"},
	{"TNHH", LimitedCompany, "VN", "+Công ty TNHH; +Công ty TNHH Một Thành Viên; TNHH; +Công ty TNHH MTV"},
	{"CO_PHAN", StockCorporation, "VN", "+Công ty Cổ phần; +CTCP; Joint Stock Company"},
	{"PCL", StockCorporation, "TH", "*PCL; Public Company Limited; +บริษัท"},
	{"FZE", LimitedCompany, "AE", "*FZE; *FZCO; *FZ LLC; FZ-LLC; DMCC; FZC"},
	{"SAE", StockCorporation, "EG LB SA", "S.A.E.; S.A.L.; S.A.O.G.; S.A.O.C.; BSC; K.S.C.; ش.م.م; ش.م.ع"},
	{"EST", SoleTrader, "SA AE JO", "Est.; Trading Est."},
	{"SUARL", LimitedCompany, "MA TN SN", "^SUARL"},
	{"PUBLIC", PublicBody, "DE AT CH", "AöR; KdöR; Anstalt des öffentlichen Rechts; Eigenbetrieb"},
}
