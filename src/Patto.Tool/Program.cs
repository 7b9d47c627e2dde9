using System.CommandLine;

return new RootCommand("Strumenti per decidere insieme: sorteggio, opinioni, priorità, calendari, prove.").Parse(args).Invoke();
