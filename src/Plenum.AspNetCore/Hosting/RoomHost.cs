using System.Threading.Channels;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.AspNetCore.Telemetry;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>
/// Owns one room: takes one command after the other out of its mailbox, and wakes when the room's next deadline comes.
/// Nobody else touches the room, and a room that breaks down takes nobody else with it.
/// </summary>
internal sealed class RoomHost : IDisposable
{
    private readonly Dictionary<ConnectionId, IRoomClient> _clients = [];
    private readonly Dictionary<ParticipantId, IRoomClient> _present = [];
    private readonly Channel<RoomMail> _mailbox;
    private readonly Action<RoomHost, RoomClosedReason?> _closed;
    private readonly RoomHostServices _services;
    private readonly EventArchive _events;
    private readonly Room _room;
    private readonly RoomMedia _media;
    private readonly EdgeTally _edges;
    private readonly Alarm _alarm;
    private int _participants;

    /// <param name="name">The room's name.</param>
    /// <param name="settings">What the room allows.</param>
    /// <param name="epoch">Names this incarnation of the room.</param>
    /// <param name="services">What every room host needs.</param>
    /// <param name="closed">Told once, when the room is over, and why; null if it broke down.</param>
    public RoomHost(
        RoomName name, RoomSettings settings, string epoch, RoomHostServices services, Action<RoomHost, RoomClosedReason?> closed)
    {
        _events = new EventArchive(name, services.Encoder, settings.EventLogBytes);
        _room = new Room(name, settings, services.Clock.GetUtcNow(), _events);
        _services = services;
        _closed = closed;
        Epoch = epoch;
        Name = name;
        Grace = settings.Grace;
        _mailbox = Channel.CreateBounded<RoomMail>(
            new BoundedChannelOptions(services.MailboxCapacity) { SingleReader = true });
        _alarm = new Alarm(services.Clock, Wake);
        _media = new RoomMedia(services.Media.OpenRoom, _room, Notify, Wake);
        _edges = new EdgeTally(services.Metrics);
    }

    public RoomName Name { get; }

    public string Epoch { get; }

    public TimeSpan Grace { get; }

    /// <summary>Enqueues; waits while the mailbox is full, which slows down whoever sends too much.</summary>
    /// <returns>False if the room is over.</returns>
    public async ValueTask<bool> PostAsync(RoomMail mail, CancellationToken cancellationToken)
    {
        while (await _mailbox.Writer.WaitToWriteAsync(cancellationToken))
        {
            if (_mailbox.Writer.TryWrite(mail))
                return true;
        }

        return false;
    }

    /// <summary>Has the owner look at the room.</summary>
    /// <returns>What was seen; null if the room is over.</returns>
    public async Task<T?> LookAsync<T>(Func<Room, T> look, CancellationToken cancellationToken)
        where T : class
    {
        var query = new RoomQuery(look);
        return await PostAsync(new RoomMail { Query = query }, cancellationToken)
            ? (T?)await query.Result.WaitAsync(cancellationToken)
            : null;
    }

    /// <summary>Runs until the room is over.</summary>
    public async Task RunAsync()
    {
        RoomClosedReason? reason = null;
        try
        {
            reason = await RunRoomAsync();
        }
#pragma warning disable CA1031 // The one catch of this owner: the room ends, and nothing else.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RoomLog.BrokeDown(_services.Logger, exception, Name.Value);
            _services.Metrics.RoomBrokeDown();
        }

        Finish(reason);
    }

    public void Dispose() => _alarm.Dispose();

    private async Task<RoomClosedReason> RunRoomAsync()
    {
        _alarm.Set(_room.NextDeadline?.At);
        while (true)
        {
            var mail = await _mailbox.Reader.ReadAsync();
            var now = _services.Clock.GetUtcNow();
            var closed = mail.Command is { } command ? Handle(command, mail, now) : Handle(mail);
            if (closed is null && _room.NextDeadline is { } deadline && deadline.At <= now)
                closed = Apply(_room.Tick(now));
            if (closed is { } reason)
                return reason;

            _media.TakeEvents();
            _media.Settle();
            CountParticipants(_room.ParticipantCount);
            _edges.Update(_room.Plan);
            _alarm.Set(_room.NextDeadline?.At);
        }
    }

    private RoomClosedReason? Handle(RoomCommand command, RoomMail mail, DateTimeOffset now)
    {
        var enters = command is RoomCommand.Join or RoomCommand.Resume or RoomCommand.Restore;
        if (enters)
            _clients.Add(mail.Client!.Connection, mail.Client);

        if (command is RoomCommand.Join join && _services.Media.RefusesJoins(_media.RefusesJoins))
            command = join with { IsServerFull = true };
        var outcome = _room.Handle(command, now);
        var isRefused = outcome.Reply is RoomReply.Refused;
        if (enters && isRefused)
            _clients.Remove(mail.Client!.Connection);
        else if (enters)
            _present[command.Actor] = mail.Client!;
        if (command is RoomCommand.ReportEdge report && !isRefused)
            _services.Metrics.EdgeReported(report.Edge.Via, report.Condition);
        if (command is RoomCommand.Detach detach)
            Forget(detach.Actor, detach.Connection);

        var answer = isRefused ? null : Ask(mail.Media);
        mail.Client?.Reply(mail.Request, outcome.Reply, answer);
        var closed = Apply(outcome.Effects);
        if (command is RoomCommand.Resume && !isRefused)
            _media.Remind(command.Actor);
        return closed;
    }

    /// <summary>What concerns the media alone, a look, or nothing.</summary>
    private RoomClosedReason? Handle(RoomMail mail)
    {
        mail.Query?.Answer(_room);
        if (mail.Media is not null)
            mail.Client?.Reply(mail.Request, RoomReply.Done.Instance, Ask(mail.Media));
        return null;
    }

    private OfferResult? Ask(MediaRequest? request)
    {
        if (request is MediaRequest.SetViewports viewports)
            _media.SetViewports(viewports);
        return request is MediaRequest.Offer offer ? _media.Answer(offer) : null;
    }

    private RoomClosedReason? Apply(RoomEffects effects)
    {
        for (var index = 0; index < effects.Deliveries.Count; index++)
        {
            var delivery = effects.Deliveries[index];
            _clients.GetValueOrDefault(delivery.Connection)?.Deliver(
                delivery.Seq, delivery.Event is { } told ? _events.Find(told) : _events.Find(delivery.Entry));
        }

        _events.Settle();
        RoomClosedReason? closed = null;
        foreach (var closing in effects.Closings)
        {
            if (closing is RoomClosing.OfConnection connection)
                Forget(connection.Participant, connection.Connection)?.Close(connection.Reason);
            else if (closing is RoomClosing.OfRoom room)
                closed = room.Reason;
        }

        return closed;
    }

    private IRoomClient? Forget(ParticipantId participant, ConnectionId connection)
    {
        _clients.Remove(connection, out var client);
        if (client is not null && _present.GetValueOrDefault(participant) == client)
            _present.Remove(participant);
        return client;
    }

    private void Notify(ParticipantId participant, MediaNotice notice) =>
        _present.GetValueOrDefault(participant)?.Tell(notice);

    /// <summary>Called on any thread. A full mailbox is awake.</summary>
    private void Wake() => _mailbox.Writer.TryWrite(default);

    private void Finish(RoomClosedReason? reason)
    {
        _alarm.Dispose();
        _media.Close();
        CountParticipants(0);
        _edges.Update(Plan.Empty);
        // Off the list first: who is bounced or finds the mailbox closed looks again, and must not find this room.
        _closed(this, reason);
        _mailbox.Writer.Complete();
        while (_mailbox.Reader.TryRead(out var mail))
        {
            mail.Client?.Bounce(mail.Request);
            mail.Query?.Bounce();
        }

        foreach (var client in _clients.Values)
            client.Fail();
    }

    private void CountParticipants(int count)
    {
        if (count != _participants)
            _services.Metrics.ParticipantsChanged(count - _participants);

        _participants = count;
    }
}
