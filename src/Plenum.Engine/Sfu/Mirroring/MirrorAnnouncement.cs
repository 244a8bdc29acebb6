using Plenum.Media;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>A publication that another branch may have. Shared by threads, so nothing in it changes.</summary>
/// <param name="Number">Its number in the branch that it comes to.</param>
/// <param name="Key">What it is called.</param>
/// <param name="Participant">Who publishes it.</param>
/// <param name="Sender">By which connection.</param>
/// <param name="Generation">See <see cref="Forwarding.PublishedTrack.Generation"/>.</param>
/// <param name="Options">What it is; the participant's number is that of the branch.</param>
internal sealed record MirrorAnnouncement(
    int Number,
    PublicationKey Key,
    ParticipantKey Participant,
    ConnectionKey Sender,
    long Generation,
    PublicationOptions Options);
