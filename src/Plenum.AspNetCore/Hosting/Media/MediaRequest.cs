using Plenum.Engine.Sfu;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;
using Viewport = Plenum.Media.Viewport;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What somebody wants of a room's media.</summary>
/// <param name="Participant">Who. The caller has made sure that it is them.</param>
internal abstract record MediaRequest(ParticipantId Participant)
{
    /// <summary>Offers a connection to the SFU, or a change of one. Answered with an <see cref="OfferResult"/>.</summary>
    public sealed record Offer(ParticipantId Participant, string Sdp) : MediaRequest(Participant)
    {
        /// <summary>What is sent in which section, by mid.</summary>
        public required IReadOnlyDictionary<string, Cid> Tracks { get; init; }

        /// <summary>The connection to change; null for a new one, which takes an older one's place.</summary>
        public ConnectionKey? Connection { get; init; }

        /// <summary>What pictures can be sent in; empty where the client cannot be told which.</summary>
        public IReadOnlyList<VideoCodec> Encodes { get; init; } = [];

        /// <summary>How many layers lie in the one encoding of a section, by mid, where that is said.</summary>
        public IReadOnlyDictionary<string, int> Layers { get; init; } = new Dictionary<string, int>();

        /// <summary>Whether it is answered only if the plan sends something of this participant through the SFU.</summary>
        public bool IsOptional { get; init; }

        /// <summary>What fills the receive slots; null: every edge gets one.</summary>
        public ISlotFiller? Filler { get; init; }

        /// <summary>What is accepted; null for what the SFU accepts of anybody.</summary>
        public NegotiationPolicy? Policy { get; init; }

        /// <summary>How large pictures are shown until the client says.</summary>
        public Viewport Viewport { get; init; } = Viewport.Unknown;
    }

    /// <summary>Says how large each publication is shown: all of them, each time.</summary>
    public sealed record SetViewports(ParticipantId Participant, IReadOnlyDictionary<PublicationId, Viewport> Viewports)
        : MediaRequest(Participant);
}
