using Plenum.Media.Forwarding;

namespace Plenum.Media;

/// <summary>What a media room tells. Taken by <see cref="MediaRoom.TryTakeEvent"/>.</summary>
public abstract record MediaEvent
{
    private MediaEvent()
    {
    }

    /// <summary>The publisher is to send these layers and no others.</summary>
    /// <param name="Publication">Whose.</param>
    /// <param name="Layers">Spatial layers, one bit each, the lowest first; 0 if nobody watches.</param>
    public sealed record LayersWanted(PublicationId Publication, uint Layers) : MediaEvent;

    /// <summary>A key frame of a stream is needed.</summary>
    public sealed record KeyFrameNeeded(SourceStream Stream) : MediaEvent;

    /// <summary>Another one has the floor.</summary>
    public sealed record SpeakerChanged(ParticipantId Participant) : MediaEvent;

    /// <summary>The first packet of a publication went to a slot: the edge is up, and the slot shows it from now on.</summary>
    public sealed record FirstForwarded(SlotId Slot, PublicationId Publication) : MediaEvent;

    /// <summary>A slot that follows the speakers is about to show somebody else, or nobody.</summary>
    public sealed record SlotRebound(SlotId Slot, PublicationId? Publication) : MediaEvent;

    /// <summary>A bug: what a publisher sent can be forwarded to nobody. The one who sends it is to end, not the room.</summary>
    public sealed record PublicationFaulted(PublicationId Publication, Exception Bug) : MediaEvent;

    /// <summary>A bug: one receiver cannot be sent what others get. It is to end, not the room.</summary>
    public sealed record SubscriberFaulted(SubscriberId Subscriber, Exception Bug) : MediaEvent;

    /// <summary>A slot goes to another layer; null if the path cannot carry any, or nobody looks.</summary>
    public sealed record LayerChosen(SlotId Slot, Layer? Layer) : MediaEvent;
}
