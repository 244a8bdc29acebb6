using System.CommandLine;
using Plenum.Server.Commands;
using Plenum.Server.Commands.LoadTesting;

var root = new RootCommand("Plenum, a group-call server. Without a command it serves.") { TreatUnmatchedTokensAsErrors = false };
ServeCommand.Configure(root);
root.Subcommands.Add(ServeCommand.Create());
root.Subcommands.Add(TokenCommand.Create());
root.Subcommands.Add(LoadTestCommand.Create());
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = LoadTestCommand.RampDownPatience });
