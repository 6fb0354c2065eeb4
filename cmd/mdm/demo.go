package main

import (
	"context"
	"fmt"

	"aurum/cmd/mdm/settings"
	"aurum/demo"
)

var demoGenerateCommand = command{
	name: "demo generate", summary: "Write the demonstration data as files: what five systems hold, with the truth beside it.",
	details: "The same size and seed give the same files. A README.md in the folder says what lies there.",
	prepare: prepareDemoGenerate,
}

func prepareDemoGenerate(s *settings.Set) action {
	var (
		out     string
		options demo.Options
	)
	settings.Add(s, &out, settings.Spec{Flag: "out", Value: "DIR", Usage: "folder to write to; made if missing"}, settings.Text)
	settings.Add(s, &options.Records, settings.Spec{
		Flag: "records", Default: fmt.Sprint(demo.Default.Records), Value: "N", Usage: "source records over all systems and domains",
	}, settings.Count(1))
	settings.Add(s, &options.Seed, settings.Spec{
		Flag: "seed", Default: fmt.Sprint(demo.Default.Seed), Value: "S", Usage: "another seed gives another world",
	}, settings.Number)
	return func(ctx context.Context, sh *shell, _ []string) error {
		if err := required(s, "demo generate", "out"); err != nil {
			return err
		}
		bar := sh.progress("generate", options.Records)
		if err := untilDone(ctx, func() error { return demo.Write(options, out, bar.at) }); err != nil {
			return err
		}
		bar.end()
		_, err := fmt.Fprintf(sh.stdout, "%d records of seed %d in %s\n", options.Records, options.Seed, out)
		return err
	}
}

// untilDone runs work that cannot be interrupted; when ctx ends it is left behind, to end with the process.
func untilDone(ctx context.Context, work func() error) error {
	result := make(chan error, 1)
	go func() { result <- work() }()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
