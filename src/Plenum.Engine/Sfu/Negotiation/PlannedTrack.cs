using System.Collections.Immutable;
using Plenum.Media;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Negotiation;

/// <summary>A section in which a client sends, and the publication that it belongs to.</summary>
internal sealed record PlannedTrack(string Mid, OfferedTrack Offered)
{
    /// <summary>What it may send, the preferred format first.</summary>
    public required ImmutableArray<MediaFormat> Formats { get; init; }

    /// <summary>Its encodings by rid, lowest first; empty without simulcast by rid.</summary>
    public ImmutableArray<string> Rids { get; init; } = [];

    /// <summary>Its encodings by source, lowest first; empty without simulcast by a SIM group.</summary>
    public ImmutableArray<Ssrc> Sources { get; init; } = [];

    /// <summary>How many encodings it may have.</summary>
    public int Encodings => Math.Max(1, Math.Max(Rids.Length, Sources.Length));

    /// <summary>Whether a track that is there may go on under this plan.</summary>
    public bool IsSame(PlannedTrack other) =>
        Offered.Publication == other.Offered.Publication && Offered.Source == other.Offered.Source
        && Offered.Layers == other.Offered.Layers
        && Formats.SequenceEqual(other.Formats) && Rids.SequenceEqual(other.Rids) && Sources.SequenceEqual(other.Sources);
}
