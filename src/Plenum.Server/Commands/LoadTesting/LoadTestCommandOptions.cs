using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plenum.LoadTest;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Targets;
using Plenum.Rtc;

namespace Plenum.Server.Commands.LoadTesting;

/// <summary>The command line of a load test.</summary>
internal sealed class LoadTestCommandOptions
{
    private readonly Argument<string> _scenario = new("scenario")
    {
        Description = "meeting, webinar, livestream, audio, churn, or a JSON file with a mixture of them.",
    };

    private readonly Argument<string?> _server = new("server")
    {
        Description = "A Plenum server, http://localhost:8080 for example. Left out with --whip and --whep.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _whip = new("--whip") { Description = "Where to publish, with {room} and {id} in it." };

    private readonly Option<string?> _whep = new("--whep")
    {
        Description = "Where to watch, with {room}, {id} and, for a session for each publisher, {publisher} in it.",
    };

    private readonly Option<string?> _token = new("--token") { Description = "A bearer token, or a join token of Plenum." };
    private readonly Option<string?> _room = new("--room") { Description = "What the rooms' names begin with." };
    private readonly Option<int?> _rooms = Bounded(
        new Option<int?>("--rooms") { Description = "How many rooms. Left out: one, and of a churn as many as hold 24 at one time each." },
        count => count is null or >= 1);

    private readonly Option<int> _participants = Count("--participants", "Of a meeting or an audio room: everybody.", 10);
    private readonly Option<int> _publishers = Count("--publishers", "Of a webinar.", 3);
    private readonly Option<int> _viewers = Count("--viewers", "Of a webinar or a livestream.", 100);
    private readonly Option<double> _churnRate = Positive("--churn-rate", "Of a churn: joins, and as many leaves, a second, in all rooms together.", 10);
    private readonly Option<TimeSpan> _stay = Time("--stay", "Of a churn: how long each stays.", TimeSpan.FromSeconds(10));
    private readonly Option<double> _joinRate = Positive("--join-rate", "Joins a second while ramping up.", 50);
    private readonly Option<int> _retries = Bounded(
        new Option<int>("--retries") { Description = "How often somebody comes again whom the server refused for now (503 and Retry-After).", DefaultValueFactory = _ => 10 },
        count => count is >= 0 and <= 1000);

    private readonly Option<TimeSpan> _warmUp = Time("--warm-up", "Between the last join and the hold. A server that was just started compiles for some 20 s.", TimeSpan.FromSeconds(3));
    private readonly Option<TimeSpan> _hold = Time("--hold", "How long all are there and figures are taken.", TimeSpan.FromSeconds(30));

    private readonly Option<VideoKind> _video = new("--video")
    {
        Description = "vp8 or h264 as recorded, constant frames, or none.",
        DefaultValueFactory = _ => VideoKind.Constant,
    };

    private readonly Option<AudioKind> _audio = new("--audio")
    {
        Description = "opus as recorded, constant packets, or none.",
        DefaultValueFactory = _ => AudioKind.Constant,
    };

    private readonly Option<Bitrate> _bitrate = new("--bitrate")
    {
        Description = "Of constant pictures: 500k, 1.2M.",
        DefaultValueFactory = _ => Bitrate.FromKilobits(1200),
        CustomParser = ParseBitrate,
    };

    private readonly Option<bool> _simulcast = new("--simulcast") { Description = "Constant pictures in three sizes at once, as a browser sends them; --bitrate is the largest's." };

    private readonly Option<Tile?> _tile = new("--tile")
    {
        Description = "How large viewers show each picture, told by signalling: 320x180.",
        CustomParser = ParseTile,
    };

    private readonly Option<double> _frameRate = Positive("--fps", "Frames a second of constant pictures.", 30);
    private readonly Option<TimeSpan> _spread = Time("--spread", "How long the packets of a frame take to leave: browsers 3ms, 0ms for all at once.", TimeSpan.Zero);
    private readonly Option<int> _threads = Count("--threads", "Media threads of the test.", 1);
    private readonly Option<int> _openEvery = Count("--open-every", "Decrypt one packet in so many; 1 for all.", 16);
    private readonly Option<bool> _noGro = new("--no-gro") { Description = "Receive as plain sockets do: the server's kernel cuts its messages up in the server's time." };
    private readonly Option<bool> _remote = new("--remote") { Description = "The server may be another machine. It must be yours." };
    private readonly Option<int?> _process = new("--server-pid") { Description = "The server's process on this machine: its CPU and memory, with all that it started." };
    private readonly Option<FileInfo?> _json = new("--json") { Description = "Writes the summary there." };

    private readonly Option<string[]> _require = new("--require")
    {
        Description = "What must hold, or the exit code is 1: \"delivery.lost <= 0\", any number of the JSON. Can be given more than once.",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds all of it to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_scenario);
        command.Arguments.Add(_server);
        foreach (var option in new Option[]
        {
            _whip, _whep, _token, _room, _rooms, _participants, _publishers, _viewers, _churnRate, _stay, _joinRate, _retries, _warmUp, _hold, _video, _audio,
            _bitrate, _simulcast, _tile, _frameRate, _spread, _threads, _openEvery, _noGro, _remote, _process, _json, _require,
        })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(Validate);
    }

    /// <summary>The file for the summary.</summary>
    public FileInfo? ReadJsonFile(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The test that was asked for.</summary>
    public LoadTestOptions Read(ParseResult parsed) => new()
    {
        Scenario = parsed.GetValue(_scenario)!,
        Groups = ReadGroups(parsed),
        Media = new()
        {
            Video = parsed.GetValue(_video),
            Audio = parsed.GetValue(_audio),
            Bitrate = parsed.GetValue(_bitrate),
            FrameRate = parsed.GetValue(_frameRate),
            IsSimulcast = parsed.GetValue(_simulcast),
            Spread = parsed.GetValue(_spread),
        },
        Server = parsed.GetValue(_server) is { } server ? new Uri(server) : null,
        Whip = parsed.GetValue(_whip),
        Whep = parsed.GetValue(_whep),
        Token = parsed.GetValue(_token),
        Tile = parsed.GetValue(_tile),
        Room = parsed.GetValue(_room) ?? $"load-{Environment.ProcessId}",
        JoinRate = parsed.GetValue(_joinRate),
        Retries = parsed.GetValue(_retries),
        WarmUp = parsed.GetValue(_warmUp),
        Hold = parsed.GetValue(_hold),
        Threads = parsed.GetValue(_threads),
        OpenEvery = parsed.GetValue(_openEvery),
        ReceiveOffload = !parsed.GetValue(_noGro),
        AllowsRemote = parsed.GetValue(_remote),
        ServerProcess = parsed.GetValue(_process),
        Requirements = [.. parsed.GetValue(_require)!.Select(text => Requirement.TryParse(text, out var requirement) ? requirement : null).OfType<Requirement>()],
    };

    private IReadOnlyList<ScenarioGroup> ReadGroups(ParseResult parsed)
    {
        var scenario = parsed.GetValue(_scenario)!;
        return IsKind(scenario, out var kind) ? [ReadGroup(parsed, kind)] : MixtureFile.Read(scenario);
    }

    private ScenarioGroup ReadGroup(ParseResult parsed, ScenarioKind kind) => new()
    {
        Kind = kind,
        Rooms = parsed.GetValue(_rooms),
        Participants = parsed.GetValue(_participants),
        Publishers = parsed.GetValue(_publishers),
        Viewers = parsed.GetValue(_viewers),
        ChurnRate = parsed.GetValue(_churnRate),
        Stay = parsed.GetValue(_stay),
    };

    private static bool IsKind(string scenario, out ScenarioKind kind) =>
        Enum.TryParse(scenario, ignoreCase: true, out kind) && !char.IsDigit(scenario[0]);

    private void Validate(CommandResult result)
    {
        if (result.GetValue(_scenario) is { } scenario && !IsKind(scenario, out _) && MixtureFile.Problem(scenario) is { } problem)
            result.AddError(problem);
        if (result.GetValue(_server) is { } server && !(Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            result.AddError($"{server} is no address of http or https.");
        var (whip, whep) = (result.GetValue(_whip), result.GetValue(_whep));
        if (result.GetValue(_server) is null ? whip is null || whep is null : whip is not null || whep is not null)
            result.AddError("Name a Plenum server, or both --whip and --whep.");
        foreach (var template in new[] { whip, whep }.OfType<string>().Where(template => !UrlTemplate.IsValid(template)))
            result.AddError($"{template} is no address of http or https with {{room}}, {{id}} or {{publisher}}.");
        if (result.GetValue(_simulcast) && result.GetResult(_video) is { Implicit: false } && result.GetValue(_video) != VideoKind.Constant)
            result.AddError("--simulcast is of constant pictures.");
        if (result.GetResult(_tile) is not null && result.GetValue(_server) is null)
            result.AddError("--tile is told by signalling: name a Plenum server.");
        foreach (var text in result.GetValue(_require)!.Where(text => !Requirement.TryParse(text, out _)))
            result.AddError($"--require {text}: write a figure of the JSON, <, <=, =, >= or >, and a number.");
    }

    private static Option<int> Count(string name, string description, int value) =>
        Bounded(new Option<int>(name) { Description = description, DefaultValueFactory = _ => value }, count => count >= 1);

    private static Option<double> Positive(string name, string description, double value) =>
        Bounded(new Option<double>(name) { Description = description, DefaultValueFactory = _ => value }, number => number is > 0 and < 1e6);

    private static Option<T> Bounded<T>(Option<T> option, Func<T, bool> isAllowed)
    {
        option.Validators.Add(result =>
        {
            if (!isAllowed(result.GetValueOrDefault<T>()!))
                result.AddError($"{option.Name} cannot be {result.GetValueOrDefault<T>()}.");
        });
        return option;
    }

    private static Option<TimeSpan> Time(string name, string description, TimeSpan value) => new(name)
    {
        Description = $"{description} 3ms, 90s, 30m.",
        DefaultValueFactory = _ => value,
        CustomParser = argument =>
        {
            if (Durations.TryParse(argument.Tokens[0].Value, out var time))
                return time;
            argument.AddError($"{name}: write 3ms, 90s, 30m or 1h.");
            return default;
        },
    };

    private static Tile? ParseTile(ArgumentResult argument)
    {
        if (Tile.TryParse(argument.Tokens[0].Value, out var tile))
            return tile;
        argument.AddError("--tile: write 320x180.");
        return null;
    }

    private static Bitrate ParseBitrate(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var factor = text[^1] switch { 'k' => 1, 'M' => 1000, _ => 0 };
        if (factor > 0 && double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1e5)
            return Bitrate.FromKilobits(number * factor);
        argument.AddError("--bitrate: write 500k or 1.2M.");
        return default;
    }
}
