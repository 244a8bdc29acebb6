using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Plan;

namespace Plenum.LoadTest;

/// <summary>A load test, as it was asked for.</summary>
internal sealed record LoadTestOptions
{
    /// <summary>The most participants of one test.</summary>
    public const int MostParticipants = 20_000;

    /// <summary>The longest hold.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(12);

    /// <summary>The most that all participants together may be sent, in bits per second.</summary>
    public const double MostBitsPerSecond = 40e9;

    /// <summary>What the figures are filed under.</summary>
    public required string Scenario { get; init; }

    /// <summary>Who does what.</summary>
    public required IReadOnlyList<ScenarioGroup> Groups { get; init; }

    /// <summary>What publishers send.</summary>
    public MediaPlan Media { get; init; } = new();

    /// <summary>A Plenum server, by its signalling; null with <see cref="Whip"/> and <see cref="Whep"/>.</summary>
    public Uri? Server { get; init; }

    /// <summary>Where to publish, with {room} and {id}.</summary>
    public string? Whip { get; init; }

    /// <summary>Where to watch, with {room}, {id} and, for a session for each publisher, {publisher}.</summary>
    public string? Whep { get; init; }

    /// <summary>How large viewers show each picture, which they tell by signalling; null for as large as it comes.</summary>
    public Tile? Tile { get; init; }

    /// <summary>A bearer or join token.</summary>
    public string? Token { get; init; }

    /// <summary>What the rooms' names begin with.</summary>
    public required string Room { get; init; }

    /// <summary>Joins a second while ramping up, and leaves while ramping down.</summary>
    public double JoinRate { get; init; } = 50;

    /// <summary>How often somebody comes again who was refused for now, at the time that the server named.</summary>
    public int Retries { get; init; } = 10;

    /// <summary>How long all are there, and figures are taken.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between the last join and the hold: estimates and layers find their places, compilers their loops.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Media threads of the generator.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Every how many packets one is decrypted, once a stream's first key frame is there; 1 for all.</summary>
    public int OpenEvery { get; init; } = 16;

    /// <summary>Whether datagrams of the server may come glued together (UDP_GRO).</summary>
    public bool ReceiveOffload { get; init; } = true;

    /// <summary>Whether the server may be another machine.</summary>
    public bool AllowsRemote { get; init; }

    /// <summary>The server's process on this machine.</summary>
    public int? ServerProcess { get; init; }

    /// <summary>What must hold in the end.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];
}
