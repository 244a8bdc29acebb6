namespace Plenum.Rooms;

/// <summary>What participants publish. A track is announced before the plan names it, and taken back after.</summary>
internal sealed class Publishing(RoomContext room, Limits limits)
{
    public RoomError? Publish(Participant actor, TrackSpec track)
    {
        if ((Limits.Source(track.Source) ?? Refusal.Unless(actor, track.Source.NeededGrant())
            ?? limits.NextTrack(actor, track)) is { } error)
        {
            return error;
        }

        var publication = Publication.From(actor.Id, track);
        Set(actor, [.. actor.State.Publications, publication]);
        room.Broadcast(new RoomEvent.Published(publication));
        room.Replan();
        return null;
    }

    public RoomError? Update(Participant actor, RoomCommand.UpdatePublication update)
    {
        if (actor.Find(update.Cid) is not { } publication)
            return Refusal.NoPublication(new(actor.Id, update.Cid));
        if (Limits.Picture(publication.Kind, update.Width, update.Height) is { } error)
            return error;
        Replace(actor, publication, by: null, publication with
        {
            Muted = update.Muted ?? publication.Muted,
            Width = update.Width ?? publication.Width,
            Height = update.Height ?? publication.Height,
        });
        return null;
    }

    /// <summary>On a host's word; a track that is silent already stays as it is.</summary>
    public void Mute(Participant publisher, Publication publication, ParticipantId by) =>
        Replace(publisher, publication, by == publisher.Id ? null : by, publication with { Muted = true });

    public RoomError? Unpublish(Participant actor, Cid cid)
    {
        if (actor.Find(cid) is not { } publication)
            return Refusal.NoPublication(new(actor.Id, cid));
        Withdraw(actor, [publication]);
        return null;
    }

    public void WithdrawUngranted(Participant publisher, Grants grants) => Withdraw(
        publisher, [.. publisher.State.Publications.Where(track => !grants.HasFlag(track.Source.NeededGrant()))]);

    private void Withdraw(Participant publisher, IReadOnlyList<Publication> withdrawn)
    {
        if (withdrawn.Count == 0)
            return;
        Set(publisher, [.. publisher.State.Publications.Except(withdrawn)]);
        room.Replan();
        foreach (var publication in withdrawn)
            room.Broadcast(new RoomEvent.Unpublished(publication.Id));
    }

    private void Replace(Participant publisher, Publication old, ParticipantId? by, Publication changed)
    {
        if (changed == old)
            return;
        var publications = publisher.State.Publications.ToArray();
        publications[Array.IndexOf(publications, old)] = changed;
        Set(publisher, publications);
        room.Broadcast(new RoomEvent.PublicationUpdated(changed, by));
    }

    private void Set(Participant publisher, Publication[] publications) =>
        room.Roster.Set(publisher, publisher.State with { Publications = publications });
}
