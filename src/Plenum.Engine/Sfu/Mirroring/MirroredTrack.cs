using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Mirroring;

/// <summary>A publication that comes from another branch of the room. What is wanted of it is asked for there.</summary>
internal sealed class MirroredTrack(BranchLink link, MirrorAnnouncement announced) : PublishedTrack
{
    public BranchLink Link => link;

    public int Number => announced.Number;

    public override PublicationKey Key => announced.Key;

    public override ParticipantKey Participant => announced.Participant;

    public override ConnectionKey Sender => announced.Sender;

    public override long Generation => announced.Generation;

    public override void Begin(Publication publication, Timestamp now)
    {
        base.Begin(publication, now);
        // Sound is always there: who speaks is known by it, and whoever begins to listen hears it at once.
        if (!publication.IsVideo)
            Want(1);
    }

    public override void RequestKeyFrame(int encoding, Timestamp now) => link.RequestKeyFrame(Number, encoding);

    public override void Want(uint layers) => link.Want(Number, layers);

    public override void Fail(Exception bug) => link.Fail(Number, bug);
}
