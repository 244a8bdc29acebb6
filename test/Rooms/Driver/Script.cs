namespace Plenum.Rooms.Tests.Driver;

/// <summary>
/// Plays a random script of sense and nonsense against a room: people who are not there give commands, targets do not
/// exist, sockets die unnoticed, the server restarts. What must always hold is checked by <see cref="TestRoom"/>.
/// </summary>
internal sealed class Script
{
    public const int People = 11;

    private static readonly Role?[] RolesByToken = [null, null, null, Role.Host, Role.Member, Role.Viewer];
    private static readonly Grants?[] GrantsByToken = [null, null, null, Grants.None, (Grants)0b0111_0101];

    private readonly TestRoom _room;
    private readonly Client[] _people;
    private readonly Action<Client, Client, int>[] _kinds;
    private int _visits;

    public Script(RoomSettings settings)
    {
        _room = new(settings);
        _people = [.. Enumerable.Range(0, People).Select(Visitor)];
        _kinds =
        [
            Joins, Joins, Joins, Joins, Joins, Joins, Joins, Joins,
            (actor, _, _) => actor.Try(me => new Leave(me)),
            (actor, _, n) => Drops(actor, n),
            (actor, _, _) => actor.IsDeaf = true,
            Resumes, Resumes, Resumes,
            (_, _, n) => _room.Wait(TimeSpan.FromSeconds(n % 15)),
            Publishes, Publishes,
            (actor, _, n) => actor.Try(me => new UpdatePublication(me, SomeCid(n), n % 3 == 0, n % 5 * 100, null)),
            (actor, _, n) => actor.Try(me => new Unpublish(me, SomeCid(n))),
            Reports, Reports, Reports,
            (_, _, _) => _room.EverybodyBringsUp(),
            (actor, _, n) => actor.Try(me => new ReportStrain(me, n % 2 == 0)),
            (_, _, n) => Rarely(n, Calms),
            ByHost((host, _, n) => host.Try(me => new SetTopology(me, (TopologyMode)(n % 4)))),
            (actor, target, n) => actor.Try(me => new Signal(me, target.Id, new("sdp", n * 100))),
            (actor, _, n) => actor.Try(me => new Chat(me, new('x', n % 12))),
            (actor, _, n) => actor.Try(me => new RaiseHand(me, n % 2 == 0)),
            (actor, _, n) => actor.Try(me => new React(me, new('!', n % 18))),
            (actor, _, n) => actor.Try(me => new Rename(me, new('n', n % 12))),
            (actor, _, n) => actor.Try(me => new SetMetadata(me, new('m', n % 12))),
            ByHost((host, target, n) => host.Try(me => new MuteTrack(me, new(target.Id, SomeCid(n))))),
            ByHost((host, target, n) => host.Try(me => new AskToUnmute(me, target.Id, (TrackSource)(n % 5)))),
            ByHost((host, target, _) => host.Try(me => new LowerHand(me, target.Id))),
            ByHost((host, target, n) => host.Try(me => new Remove(me, target.Id, n % 4 == 0))),
            ByHost((host, target, n) => host.Try(me => new SetRole(me, target.Id, (Role)(n % 4)))),
            ByHost((host, target, _) => host.Try(me => new HandOver(me, target.Id))),
            ByHost((host, _, n) => host.Try(me => new Lock(me, n % 3 == 0))),
            ByHost((host, _, n) => host.Try(me => new SetWaitingRoom(me, n % 2 == 0))),
            ByHost(ToWaiting((host, target, _) => host.Try(me => new Admit(me, target.Id)))),
            ByHost(ToWaiting((host, target, _) => host.Try(me => new Deny(me, target.Id)))),
            ByHost((host, _, n) => host.Try(me => new SetRoomMetadata(me, new('r', n % 12)))),
            ByHost((host, _, n) => Rarely(n, () => host.Try(me => new EndRoom(me)))),
            (_, _, n) => Rarely(n, () => _room.Restart()),
        ];
    }

    public IReadOnlySet<(Type Command, object Answer)> Answers => _room.Answers;

    public void Play(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            var wasOver = _room.Room.IsClosed;
            _kinds[step.Kind % _kinds.Length](Actor(step), _people[step.Target], step.N);
            SomebodyRunsTheCall();
            if (wasOver)
                _room.Restart();
        }
    }

    /// <summary>Half of the time somebody who is in the room, so that more than refusals comes of it.</summary>
    private Client Actor(Step step)
    {
        var anybody = _people[step.Actor];
        var inside = _room.Room.Participants;
        if (step.Kind / _kinds.Length % 2 == 0 || inside.Count == 0)
            return anybody;
        var chosen = inside[step.Actor % inside.Count].Id;
        return _people.FirstOrDefault(client => client.Id == chosen, anybody);
    }

    private void SomebodyRunsTheCall()
    {
        var everybodyIsBack = _room.Room.NextDeadline?.Reason != RoomDeadlineReason.Restored
            && _room.Now > _room.Room.State.CreatedAt + _room.Room.Settings.Grace;
        var heirs = _room.Room.Participants.Where(participant => participant is { Role: Role.Member, Connected: true })
            .Where(participant => _people.Any(client => client.Id == participant.Id && client.Claims is { RoleFixed: false }));
        if (everybodyIsBack && heirs.Any())
            Assert.Contains(_room.Room.Participants, participant => participant.Grants.HasFlag(Grants.Moderate));
    }

    /// <summary>Half of the time the one who acts is somebody who may.</summary>
    private Action<Client, Client, int> ByHost(Action<Client, Client, int> act) => (actor, target, n) =>
    {
        var hosts = _people.Where(client => _room.Room.Participants.Any(
            participant => participant.Id == client.Id && participant.Grants.HasFlag(Grants.Moderate)));
        act(n % 2 == 0 ? hosts.FirstOrDefault(actor) : actor, target, n / 2);
    };

    /// <summary>Half of the time the target is somebody who waits.</summary>
    private Action<Client, Client, int> ToWaiting(Action<Client, Client, int> act) => (actor, target, n) =>
        act(actor, n % 2 == 0 ? _people.FirstOrDefault(client => client.IsWaiting, target) : target, n);

    /// <summary>Some share an identity, as somebody's telephone and laptop do.</summary>
    private Client Visitor(int slot) => _room.Visitor($"p{slot}-{++_visits}", $"identity{slot % 8}");

    private void Joins(Client actor, Client target, int n)
    {
        var slot = Array.IndexOf(_people, actor);
        var outside = _room.Room.Participants.All(participant => participant.Id != actor.Id)
            && _room.Room.Waiting.All(waiting => waiting.Id != actor.Id);
        if (outside && n % 10 != 0)
            actor = _people[slot] = Visitor(slot);
        actor.Subscribes = n % 13 != 0;
        actor.Watches = n % 11 == 0 ? new PublisherFilter(But: $"identity{n % 8}") : PublisherFilter.Everybody;
        actor.Audience = n % 17 == 0;
        actor.IsServerFull = n % 19 == 0;
        actor.Reach = n % 9 == 0 ? Reach.Forward : Reach.Any;
        TrackSource[] tracks = [.. Enumerable.Range(0, n % 4).Select(i => (TrackSource)((n + i) % 4))];
        actor.TriesToJoin(RolesByToken[n % RolesByToken.Length], GrantsByToken[n / 7 % GrantsByToken.Length], tracks);
    }

    private static void Drops(Client actor, int n)
    {
        if (actor.Connection is null || n % 4 == 0)
            actor.Try(me => new Detach(me, new(-n)));
        else
            actor.Drops();
    }

    private static void Resumes(Client actor, Client target, int n)
    {
        if (n % 4 == 0 && actor.Claims is not null)
            actor.Restores(TrackSource.Microphone, TrackSource.Camera);
        else if (n % 4 == 1)
            actor.Resumes(n % 16 == 1 ? -n : n * 1000);
        else
            actor.Resumes();
    }

    /// <summary>Mostly of edges that rise; sometimes of others, or of other people's.</summary>
    private void Reports(Client actor, Client target, int n)
    {
        var rising = _room.Ledger.Rising;
        var edges = n % 3 == 0 || rising.Count == 0 ? [.. _room.Room.Plan.Edges] : rising;
        if (edges.Count == 0)
            return;
        var edge = edges[n % edges.Count];
        var who = n % 7 == 0 ? actor : _people.FirstOrDefault(client => client.Id == edge.Subscriber, actor);
        var via = n % 11 == 0 ? (EdgeVia)(n % 4) : edge.Via;
        who.Try(me => new ReportEdge(me, edge.Id with { Via = via }, n % 4 < 3 ? EdgeCondition.Up : EdgeCondition.Failed));
    }

    /// <summary>
    /// Nobody does anything for a while but bring up what the plan says: then the plan has become what the facts ask for,
    /// and nothing is half-way.
    /// </summary>
    private void Calms()
    {
        foreach (var deaf in _people.Where(client => client is { IsDeaf: true, Connection: not null }))
            deaf.Drops();
        _room.IsAttentive = true;
        _room.Wait(TimeSpan.FromMinutes(16));
        _room.IsAttentive = false;
        Assert.Empty(_room.Ledger.Rising);
        Settled.MustBe(_room);
    }

    private static void Publishes(Client actor, Client target, int n) =>
        actor.Try(me => new Publish(me, new(SomeCid(n), (TrackSource)(n % 5), n % 2 == 0, n % 7 == 0 ? 640 : null)));

    private static Cid SomeCid(int n) => Cid.Parse($"t{n % 4}");

    private static void Rarely(int n, Action act)
    {
        if (n % 8 == 0)
            act();
    }
}
