namespace Plenum.Rooms;

/// <summary>What a room allows. <see cref="Problems"/> says what is wrong with a choice.</summary>
public sealed record RoomSettings
{
    /// <summary>How many participants fit; those in grace count. A topology may allow fewer: a mesh carries 8.</summary>
    public int Capacity { get; init; } = 200;

    /// <summary>What decides on which ways media flows, until a host sets something else.</summary>
    public TopologyMode Topology { get; init; } = TopologyMode.Auto;

    /// <summary>Whether there is an SFU. If not, every room is a mesh, whatever <see cref="Topology"/> says.</summary>
    public bool CanForward { get; init; } = true;

    /// <summary>
    /// What pictures through the SFU are sent in, the preferred first: the first that a publisher can send and everybody
    /// can decode. What is left out follows in the order of the default: VP8, H.264, VP9, AV1, for VP8 asks least of the
    /// processor of who sends and of who receives.
    /// </summary>
    public IReadOnlyList<VideoCodec> VideoCodecs { get; init; } = [];

    /// <summary>All codecs, in the order of <see cref="VideoCodecs"/>.</summary>
    /// <returns>Each once, the preferred first.</returns>
    public IReadOnlyList<VideoCodec> OrderVideoCodecs() => [.. VideoCodecs.Union(Enum.GetValues<VideoCodec>())];

    /// <summary>An automatic room of more participants moves to the SFU. 1 to 8.</summary>
    public int MeshUpTo { get; init; } = 4;

    /// <summary>An automatic room of at most so many may move back to a mesh. 0 (never) to <see cref="MeshUpTo"/>.</summary>
    public int MeshAgainAt { get; init; } = 3;

    /// <summary>How long a mesh must have been enough before an automatic room moves back to it.</summary>
    public TimeSpan TopologyHold { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long somebody must be strained before an automatic room leaves the mesh.</summary>
    public TimeSpan StrainHold { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// After a move for strain, <see cref="TopologyHold"/> is at least this, and twice as long after each further one, up
    /// to 10 minutes.
    /// </summary>
    public TimeSpan StrainRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a subscriber may take to bring up the edge that replaces another.</summary>
    public TimeSpan MoveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after a failure it is tried again; twice as long after each further one, up to 5 minutes.</summary>
    public TimeSpan MoveRetry { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many may only watch, as WHEP players do; they do not count among <see cref="Capacity"/>.</summary>
    public int MaxAudience { get; init; } = 1000;

    /// <summary>How many may wait at once.</summary>
    public int MaxWaiting { get; init; } = 32;

    /// <summary>Whether newcomers wait for a host from the start. Whoever a token made host never waits.</summary>
    public bool WaitingRoom { get; init; }

    /// <summary>How long a participant without a connection stays in the room.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long after its creation a room takes participants back whom the server knew before a restart.
    /// Not shorter than <see cref="Grace"/>.
    /// </summary>
    public TimeSpan RestoreWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an empty room is kept, with its chat, bans and lock.</summary>
    public TimeSpan EmptyLinger { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many chat messages a snapshot holds.</summary>
    public int ChatHistory { get; init; } = 200;

    /// <summary>How many events are kept for a participant to resume by replay.</summary>
    public int EventLogLength { get; init; } = 512;

    /// <summary>How many bytes of events the room keeps for all who may resume, as they are written.</summary>
    public int EventLogBytes { get; init; } = 1024 * 1024;

    /// <summary>How many tracks one participant may publish.</summary>
    public int MaxPublications { get; init; } = 8;

    /// <summary>The longest name, in UTF-16 code units.</summary>
    public int MaxNameLength { get; init; } = 64;

    /// <summary>The longest metadata of a participant or of the room, in UTF-16 code units.</summary>
    public int MaxMetadataLength { get; init; } = 4096;

    /// <summary>The longest chat message, in UTF-16 code units.</summary>
    public int MaxChatLength { get; init; } = 4000;

    /// <summary>What is wrong with these settings, and what to do about it. Empty if nothing is.</summary>
    /// <returns>One sentence for each problem.</returns>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(problems, nameof(Capacity), Capacity, 1, 10_000);
        if (!Enum.IsDefined(Topology))
            problems.Add($"{nameof(Topology)} is {Topology}; set it to {string.Join(", ", Enum.GetNames<TopologyMode>())}.");
        if (VideoCodecs.Any(codec => !Enum.IsDefined(codec)) || VideoCodecs.Distinct().Count() < VideoCodecs.Count)
            problems.Add($"{nameof(VideoCodecs)} is {string.Join(", ", VideoCodecs)}; name each of {string.Join(", ", Enum.GetNames<VideoCodec>())} once at most.");
        Check(problems, nameof(MeshUpTo), MeshUpTo, 1, MeshTopology.Limit);
        Check(problems, nameof(MeshAgainAt), MeshAgainAt, 0, MeshUpTo);
        Check(problems, nameof(TopologyHold), TopologyHold, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(problems, nameof(StrainHold), StrainHold, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Check(problems, nameof(StrainRest), StrainRest, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(problems, nameof(MoveTimeout), MoveTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Check(problems, nameof(MoveRetry), MoveRetry, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Check(problems, nameof(MaxAudience), MaxAudience, 0, 10_000);
        Check(problems, nameof(MaxWaiting), MaxWaiting, 0, 10_000);
        Check(problems, nameof(ChatHistory), ChatHistory, 0, 10_000);
        Check(problems, nameof(EventLogLength), EventLogLength, 0, 100_000);
        Check(problems, nameof(EventLogBytes), EventLogBytes, 0, 64 * 1024 * 1024);
        Check(problems, nameof(MaxPublications), MaxPublications, 1, 64);
        Check(problems, nameof(MaxNameLength), MaxNameLength, 1, 1024);
        Check(problems, nameof(MaxMetadataLength), MaxMetadataLength, 0, 1024 * 1024);
        Check(problems, nameof(MaxChatLength), MaxChatLength, 1, 1024 * 1024);
        Check(problems, nameof(Grace), Grace, TimeSpan.Zero, TimeSpan.FromHours(1));
        Check(problems, nameof(RestoreWindow), RestoreWindow, Grace, TimeSpan.FromHours(1));
        Check(problems, nameof(EmptyLinger), EmptyLinger, TimeSpan.Zero, TimeSpan.FromDays(30));
        return problems;
    }

    private static void Check<T>(List<string> problems, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            problems.Add($"{name} is {value}; set it to something from {least} to {most}.");
    }
}
