package access

// AllowWriteAs gives nil if the principal may push records of a domain as the source system, else *Denied.
func (p *Policy) AllowWriteAs(pr Principal, source, domain string) error {
	return p.AllowAs(pr, Write, source, domain)
}

// AllowAs gives nil if the principal may read (as received), write or delete (withdraw) source records of a source
// system in a domain, else *Denied. It takes the right on the source record, own or any, and the one on the domain: read
// to read, write to change.
func (p *Policy) AllowAs(pr Principal, action Action, source, domain string) error {
	domainAction := Write
	if action == Read {
		domainAction = Read
	}
	if err := p.Allow(pr, ObjectDomain(domain), domainAction); err != nil {
		return err
	}
	anyErr := p.Allow(pr, ObjectSourceRecordAny, action)
	if anyErr == nil {
		return nil
	}
	if pr.Source == "" {
		return anyErr
	}
	if pr.Source == source {
		return p.Allow(pr, ObjectSourceRecordOwn, action)
	}
	return &Denied{
		Role: pr.Role, Action: action, Object: ObjectSourceRecordAny,
		Reason: "its token is for source " + pr.Source + ", not " + source,
	}
}
