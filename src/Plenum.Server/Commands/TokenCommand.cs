using System.CommandLine;
using Plenum.AspNetCore;
using Plenum.Protocol;

namespace Plenum.Server.Commands;

/// <summary>Mints a join token with the key that the server is configured with.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var room = new Option<string>("--room") { Description = "The room it opens.", Required = true };
        var identity = new Option<string>("--identity") { Description = "Who it is to the application.", Required = true };
        var name = new Option<string?>("--name") { Description = "The name to show. Left out: theirs to choose." };
        var role = new Option<ParticipantRole>("--role")
        {
            Description = "host, member or viewer.",
            DefaultValueFactory = _ => ParticipantRole.Member,
        };
        var grants = new Option<Grant[]?>("--grant")
        {
            Description = "What they may do, instead of what the role comes with. Can be given more than once.",
        };
        var ttl = new Option<TimeSpan>("--ttl")
        {
            Description = "How long it holds: 90s, 30m, 1h, 7d.",
            DefaultValueFactory = _ => TimeSpan.FromHours(1),
            CustomParser = argument => Lifetime.TryParse(argument.Tokens[0].Value, out var lifetime)
                ? lifetime
                : Fail(argument.AddError),
        };

        var command = new Command("token", "Prints a join token, signed with the first of Plenum:Access:Keys.")
        {
            room, identity, name, role, grants, ttl,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => Mint(
            [.. parsed.UnmatchedTokens],
            new JoinClaims
            {
                Room = parsed.GetValue(room)!,
                Identity = parsed.GetValue(identity)!,
                Name = parsed.GetValue(name),
                Role = parsed.GetValue(role),
                Grants = parsed.GetValue(grants) is { Length: > 0 } given ? given : null,
            },
            parsed.GetValue(ttl)));
        return command;
    }

    private static TimeSpan Fail(Action<string> addError)
    {
        addError("--ttl: write 90s, 30m, 1h or 7d.");
        return default;
    }

    private static int Mint(string[] configuration, JoinClaims claims, TimeSpan lifetime)
    {
        try
        {
            using var app = ServerApplication.Build(configuration, _ => { });
            Console.WriteLine(app.Services.GetRequiredService<JoinTokenIssuer>().Issue(claims, lifetime));
            return 0;
        }
        catch (Exception exception) when (ServerApplication.IsStartError(exception))
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
