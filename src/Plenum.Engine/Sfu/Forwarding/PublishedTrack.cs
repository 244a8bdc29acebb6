using Plenum.Media;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// A publication of a branch, and where it comes from: a connection of its own (<see cref="InboundTrack"/>) or another
/// branch of the room (<see cref="Mirroring.MirroredTrack"/>).
/// </summary>
internal abstract class PublishedTrack
{
    public abstract PublicationKey Key { get; }

    /// <summary>Who publishes.</summary>
    public abstract ParticipantKey Participant { get; }

    /// <summary>By which connection it comes to the room.</summary>
    public abstract ConnectionKey Sender { get; }

    /// <summary>Of two connections that claim a publication the one that asked later has it, once its packets come.</summary>
    public abstract long Generation { get; }

    /// <summary>The publication; null before the first packet, and when another connection has it.</summary>
    public Publication? Publication { get; private set; }

    /// <summary>The publication begins.</summary>
    public virtual void Begin(Publication publication, Timestamp now) => Publication = publication;

    /// <summary>The publication is over.</summary>
    public virtual void End() => Publication = null;

    /// <summary>Asks whoever sends it for a key frame.</summary>
    public abstract void RequestKeyFrame(int encoding, Timestamp now);

    /// <summary>Tells what the receivers of this branch want of it.</summary>
    /// <param name="layers">Spatial layers, lowest first, one bit each.</param>
    public abstract void Want(uint layers);

    /// <summary>A bug: what it brings can be forwarded to nobody. Who sends it is to end.</summary>
    public abstract void Fail(Exception bug);
}
