using System.CommandLine;
using Plenum.Server.Commands;

var root = new RootCommand("Plenum, a group-call server. Without a command it serves.") { TreatUnmatchedTokensAsErrors = false };
ServeCommand.Configure(root);
root.Subcommands.Add(ServeCommand.Create());
root.Subcommands.Add(TokenCommand.Create());
return await root.Parse(args).InvokeAsync();
