namespace Plenum.Rtc.Ice;

/// <summary>A path over which authenticated checks come.</summary>
internal sealed class IceLitePath
{
    public TransportPath Path { get; set; }

    /// <summary>When the first authenticated request came.</summary>
    public Timestamp Since { get; set; }

    /// <summary>When the last authenticated request came.</summary>
    public Timestamp LastHeard { get; set; }

    /// <summary>When the last authenticated report came; never, if none did.</summary>
    public Timestamp? LastReport { get; set; }

    /// <summary>Whether the last request on it nominated it.</summary>
    public bool IsNominated { get; set; }

    /// <summary>When it was selected last.</summary>
    public Timestamp SelectedAt { get; set; }

    /// <summary>The PRIORITY of its requests: how the client ranks its own end.</summary>
    public uint Priority { get; set; }
}
