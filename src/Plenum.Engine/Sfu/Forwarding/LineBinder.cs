using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>Keeps the lines of a room's connections as they were agreed on, each bound to what it is to show.</summary>
internal sealed class LineBinder(SfuCore core, MediaRoom media, PublishedTracks tracks)
{
    private int _lastSlot;

    /// <summary>Makes the lines those that were agreed on. One that is put to rest keeps its numbers for later.</summary>
    public void Change(SfuConnection connection, ConnectionPlan plan, Timestamp now)
    {
        foreach (var (mid, line) in connection.Lines.ToList())
        {
            if (!plan.HasSection(mid))
                Remove(line, now);
            else
                line.IsActive = false;
        }

        foreach (var planned in plan.Slots)
        {
            if (connection.Lines.TryGetValue(planned.Slot.Mid, out var line))
                line.IsActive = true;
            else
                Add(connection, planned, now);
        }

        foreach (var line in connection.Lines.Values)
            Apply(line, now);
    }

    /// <summary>Binds a slot to what it is to show, as far as that and the way to the client are there.</summary>
    public void Apply(OutboundLine line, Timestamp now)
    {
        var isReady = line.IsActive && line.Connection.IsConnected;
        if (line.FollowsSpeakers)
        {
            media.Handle(new MediaCommand.SetPaused(line.Slot.Id, !isReady), now);
            return;
        }

        var publication = isReady && line.Wanted is { } key ? tracks.Find(key)?.Publication : null;
        if (publication is null)
            line.Shown = null;
        media.Handle(new MediaCommand.Bind(line.Slot.Id, publication?.Id), now);
        ApplyViewport(line, now);
    }

    /// <summary>Sets how large a slot's picture is, by what it is to show.</summary>
    public void ApplyViewport(OutboundLine line, Timestamp now)
    {
        if (!line.Plan.IsVideo)
            return;
        var viewport = line.Wanted is { } shows ? line.Connection.ViewportOf(shows) : line.Connection.DefaultViewport;
        media.Handle(new MediaCommand.SetViewport(line.Slot.Id, viewport), now);
    }

    private void Add(SfuConnection connection, PlannedSlot planned, Timestamp now)
    {
        var id = new SlotId(++_lastSlot);
        var refusal = media.Handle(new MediaCommand.AddSlot(id, connection.Subscriber, planned.Options), now);
        if (refusal != MediaRefusal.None)
            return;
        var stream = connection.Peer.Peer.AddStream(planned.Stream);
        var line = new OutboundLine(connection, planned, media.Find(id)!, stream);
        stream.Tag = line;
        line.Slot.Tag = line;
        connection.Lines.Add(planned.Slot.Mid, line);
        ApplyViewport(line, now);
    }

    private void Remove(OutboundLine line, Timestamp now)
    {
        media.Handle(new MediaCommand.RemoveSlot(line.Slot.Id), now);
        line.Peer.Peer.RemoveStream(line.Stream);
        core.NoteEnd(line);
        line.Connection.Lines.Remove(line.Plan.Mid);
    }
}
