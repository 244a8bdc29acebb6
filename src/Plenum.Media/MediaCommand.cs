using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>What the control plane tells a media room.</summary>
public abstract record MediaCommand
{
    private MediaCommand()
    {
    }

    /// <summary>A track begins.</summary>
    public sealed record Publish(PublicationId Id, PublicationOptions Options) : MediaCommand;

    /// <summary>A track ends.</summary>
    public sealed record Unpublish(PublicationId Id) : MediaCommand;

    /// <summary>A receiver comes.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Participant">Who it is; null for one that only watches.</param>
    /// <param name="Extensions">Its header extensions.</param>
    public sealed record AddSubscriber(SubscriberId Id, ParticipantId? Participant, RtpExtensionMap Extensions)
        : MediaCommand;

    /// <summary>A receiver goes, with its slots.</summary>
    public sealed record RemoveSubscriber(SubscriberId Id) : MediaCommand;

    /// <summary>A receiver has one more line to be sent on.</summary>
    public sealed record AddSlot(SlotId Id, SubscriberId Subscriber, SlotOptions Options) : MediaCommand;

    /// <summary>A line ends.</summary>
    public sealed record RemoveSlot(SlotId Id) : MediaCommand;

    /// <summary>A slot is to show a publication; null for none.</summary>
    public sealed record Bind(SlotId Slot, PublicationId? Publication) : MediaCommand;

    /// <summary>How a slot is shown.</summary>
    public sealed record SetViewport(SlotId Slot, Viewport Viewport) : MediaCommand;

    /// <summary>A slot is to be silent or dark, or not any more.</summary>
    public sealed record SetPaused(SlotId Slot, bool IsPaused) : MediaCommand;
}
