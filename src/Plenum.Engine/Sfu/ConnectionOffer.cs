using Plenum.Media;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>A client's offer: to connect, or to change what was agreed (added sections, ICE restart).</summary>
public sealed record ConnectionOffer
{
    /// <summary>Whose it is.</summary>
    public required ParticipantKey Participant { get; init; }

    /// <summary>The connection that is to be changed; null for a new one.</summary>
    public ConnectionKey? Connection { get; init; }

    /// <summary>The offer's text.</summary>
    public required string Sdp { get; init; }

    /// <summary>
    /// The publication sent in each sending section, by mid: all of them each time; one that is left out ends. A section
    /// that no publication belongs to is accepted, and what comes in it is dropped and counted.
    /// </summary>
    public IReadOnlyDictionary<string, OfferedTrack> Tracks { get; init; } = new Dictionary<string, OfferedTrack>();

    /// <summary>
    /// Whether slots are filled by the room with those who spoke last, and need no <see cref="SfuRoom.Bind"/>. Counts for
    /// the slots that this offer adds.
    /// </summary>
    public bool FollowsSpeakers { get; init; }

    /// <summary>
    /// How large a slot's picture is taken to be until <see cref="SfuRoom.SetViewports"/> says it of what it shows.
    /// Unknown means the lowest layer. Counts from the first offer of a connection on.
    /// </summary>
    public Viewport DefaultViewport { get; init; } = Viewport.Unknown;

    /// <summary>What is accepted; null for <see cref="SfuOptions.Policy"/>. The same for all offers of a connection.</summary>
    public NegotiationPolicy? Policy { get; init; }
}
