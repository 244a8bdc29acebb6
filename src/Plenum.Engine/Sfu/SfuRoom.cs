using System.Collections.Concurrent;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>
/// A room's media, as the control plane sees it. Any thread may call it, nothing waits, and what is asked of a connection
/// that is gone has no effect: <see cref="SfuEvent.Closed"/> is on its way or has come.
/// </summary>
public sealed class SfuRoom
{
    private readonly ConcurrentDictionary<ConnectionKey, ConnectionAgreement> _agreements = new();
    private readonly SfuHost? _host;
    private readonly ForwardingRoom? _room;
    private readonly ISfuListener _listener;
    private volatile bool _isOver;

    internal SfuRoom(string name, ISfuListener listener, SfuHost? host)
    {
        Name = name;
        _listener = listener;
        _host = host;
        _isOver = host is null;
        if (host is null)
            return;
        _room = new ForwardingRoom(host.Core, name, new Observer(this));
        host.Open(this, _room);
    }

    /// <summary>The room's name, for logs and figures.</summary>
    public string Name { get; }

    /// <summary>Whether its shard has so much to do that nobody new should come.</summary>
    public bool RefusesJoins => _host is { } host && host.Core.Load.Overload.RefusesJoins;

    /// <summary>
    /// Answers an offer at once; the connection is then made, or changed, on the room's shard. The answer is passive,
    /// ICE-lite, with all candidates. Costs what reading the offer costs: a millisecond for a hundred sections.
    /// </summary>
    public SfuAnswer Connect(ConnectionOffer offer)
    {
        if (_isOver)
            return new SfuAnswer.Refused(SfuRefusal.Unavailable);
        if (offer.Connection is { } key)
        {
            return _agreements.TryGetValue(key, out var agreement)
                ? Negotiate(agreement, offer)
                : new SfuAnswer.Refused(SfuRefusal.ConnectionNotFound);
        }

        if (_agreements.Count >= _host!.Core.Options.MaxConnectionsPerRoom)
            return new SfuAnswer.Refused(SfuRefusal.Unavailable);
        key = _host.NewConnection();
        var added = _agreements[key] = new ConnectionAgreement();
        var answer = Negotiate(added, offer with { Connection = key });
        if (answer is SfuAnswer.Refused)
            _agreements.TryRemove(key, out _);
        return answer;
    }

    /// <summary>Ends a publication though the connection goes on and may still send it.</summary>
    public void Unpublish(PublicationKey publication) => Post((room, now) => room.Unpublish(publication, now));

    /// <summary>
    /// Sets what a slot shows; null for nothing. What does not flow yet is shown when it does, and the slot goes on
    /// showing what it has until the new one's first key frame. Without effect on slots that follow the speakers.
    /// </summary>
    public void Bind(ConnectionKey connection, string mid, PublicationKey? publication) =>
        Post((room, now) => room.Bind(connection, mid, publication, now));

    /// <summary>
    /// Sets how large a client shows the publications it watches: all of them, each time; for one that is left out the
    /// connection's <see cref="ConnectionOffer.DefaultViewport"/> counts. Absurd sizes are cut.
    /// </summary>
    public void SetViewports(ConnectionKey connection, IReadOnlyDictionary<PublicationKey, Viewport> viewports) =>
        Post((room, now) => room.SetViewports(connection, viewports, now));

    /// <summary>Sets whether a slot is silent or dark for now.</summary>
    public void SetPaused(ConnectionKey connection, string mid, bool isPaused) =>
        Post((room, now) => room.SetPaused(connection, mid, isPaused, now));

    /// <summary>Ends a connection with a goodbye; <see cref="SfuEvent.Closed"/> follows.</summary>
    public void Disconnect(ConnectionKey connection) => Post((room, _) => room.Disconnect(connection));

    /// <summary>Ends the room with all its connections. Later calls have no effect.</summary>
    public void Close()
    {
        if (_isOver)
            return;
        _isOver = true;
        _host!.Close(this, _room!);
    }

    /// <summary>The shard has died.</summary>
    internal void Lose()
    {
        if (_isOver)
            return;
        _isOver = true;
        _listener.Tell(new SfuEvent.RoomLost());
    }

    private SfuAnswer Negotiate(ConnectionAgreement agreement, ConnectionOffer offer)
    {
        // Two offers of one connection at a time: the second continues what the first has agreed.
        lock (agreement)
        {
            var policy = agreement.Policy ??= offer.Policy ?? _host!.Core.Options.Policy;
            if (!ConnectionPlanner.TryAnswer(
                    offer, policy, _host!.Transport, agreement.Session, _host.Entropy,
                    out var plan, out var answer, out var problem))
            {
                return new SfuAnswer.Refused(SfuRefusal.BadDescription, problem);
            }

            var isNew = agreement.Session is null;
            agreement.Session = plan.Session;
            Post((room, now) => room.Connect(plan, isNew, now));
            return new SfuAnswer.Accepted(offer.Connection!.Value, answer, [.. plan.Slots.Select(slot => slot.Slot)])
            {
                Decodes = plan.Decodes,
            };
        }
    }

    private void Post(Action<ForwardingRoom, Rtc.Timestamp> action)
    {
        if (_room is { } room)
            _host!.Core.Post(room, now => action(room, now));
    }

    /// <summary>Passes on what happens, and forgets what is over.</summary>
    private sealed class Observer(SfuRoom room) : ISfuListener
    {
        public void Tell(SfuEvent happened)
        {
            if (happened is SfuEvent.Closed closed)
                room._agreements.TryRemove(closed.Connection, out _);
            if (happened is SfuEvent.RoomLost)
            {
                room._isOver = true;
                room._host!.Forget(room);
            }

            room._listener.Tell(happened);
        }
    }

    /// <summary>What is agreed with a client so far. Locked while an offer is answered, never by the shard.</summary>
    private sealed class ConnectionAgreement
    {
        public NegotiationPolicy? Policy { get; set; }

        public NegotiatedSession? Session { get; set; }
    }
}
