using System.CommandLine;
using Plenum.AspNetCore;

namespace Plenum.Server.Commands;

/// <summary>Serves. What it does not know it hands to ASP.NET Core: <c>--urls</c>, <c>--Plenum:Rooms:MaxRooms=10</c>.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serves until it is stopped. Options of ASP.NET Core, such as --urls, work too.");
        Configure(command);
        return command;
    }

    public static void Configure(Command command)
    {
        var dev = new Option<bool>("--dev")
        {
            Description = "Open rooms to anybody with the link. The default in the Development environment; on loopback only.",
        };
        var forceDev = new Option<bool>("--force-dev")
        {
            Description = "As --dev, on addresses that other machines can reach, too.",
        };
        command.Options.Add(dev);
        command.Options.Add(forceDev);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellationToken) =>
        {
            var flags = new DevFlags(parsed.GetValue(dev), parsed.GetValue(forceDev));
            return ServerApplication.RunAsync([.. parsed.UnmatchedTokens], flags.Apply, cancellationToken);
        });
    }

    private readonly record struct DevFlags(bool Dev, bool Force)
    {
        public void Apply(PlenumOptions options)
        {
            if (Dev || Force)
                options.DevMode = true;

            options.ForceDevMode |= Force;
        }
    }
}
