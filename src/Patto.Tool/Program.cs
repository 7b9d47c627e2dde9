using Patto.Tool.Cli;

return CommandLine.Run(args, Console.Out, Console.Error);
