using System.Collections.Immutable;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu.Negotiation;

/// <summary>What an offer and its answer agreed on, in the words of the forwarding core. Immutable once made.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Session">What is agreed.</param>
/// <param name="Tracks">The sections in which the client sends a publication.</param>
/// <param name="Slots">The sections in which the SFU sends now.</param>
internal sealed record ConnectionPlan(
    ConnectionOffer Offer,
    NegotiatedSession Session,
    ImmutableArray<PlannedTrack> Tracks,
    ImmutableArray<PlannedSlot> Slots)
{
    /// <summary>
    /// Of two connections that claim a publication the one that asked later has it: the first of as many numbers as it has
    /// tracks, higher than all before in the room.
    /// </summary>
    public long FirstGeneration { get; init; }

    /// <summary>The header extensions of the whole connection.</summary>
    public RtpExtensionMap Extensions { get; } = Session.CreateExtensionMap();

    /// <summary>What all its slots for pictures can show.</summary>
    public IReadOnlySet<VideoCodec> Decodes
    {
        get
        {
            var codecs = new HashSet<VideoCodec>(Enum.GetValues<VideoCodec>());
            var pictures = Slots.Where(slot => slot.Options.IsVideo).ToList();
            foreach (var slot in pictures)
                codecs.IntersectWith(slot.Options.Formats.Select(format => format.Video).OfType<VideoCodec>());
            return pictures.Count > 0 ? codecs : [];
        }
    }

    /// <summary>Whether a section of this id is there, in use or not.</summary>
    public bool HasSection(string mid) => Session.Find(mid) is not null;
}
