using System.Collections.Concurrent;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Engine.Sfu.Mirroring;
using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Media.Shedding;
using Plenum.Rtc;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>
/// A room's media, as the control plane sees it. Any thread may call it, nothing waits, and what is asked of a connection
/// that is gone has no effect: <see cref="SfuEvent.Closed"/> is on its way or has come. A room with many connections lives
/// on several shards, each connection on one of them (<see cref="SfuOptions.RoomConnectionsPerShard"/>).
/// </summary>
public sealed class SfuRoom
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ConnectionKey, ConnectionAgreement> _agreements = new();
    private readonly SfuNode _node;
    private readonly ISfuListener _listener;
    private readonly List<RoomBranch> _branches = [];
    private ShedKind _sheds;
    private long _lastGeneration;
    private volatile bool _isOver;
    private volatile bool _isLost;

    internal SfuRoom(string name, ISfuListener listener, SfuNode node, SfuHost? home)
    {
        Name = name;
        _listener = listener;
        _node = node;
        _isOver = home is null;
        if (home is not null)
            Open(home);
    }

    /// <summary>The room's name, for logs and figures.</summary>
    public string Name { get; }

    /// <summary>Whether no shard that it may live on has room for anybody new.</summary>
    public bool RefusesJoins
    {
        get
        {
            if (_node.Options.RoomConnectionsPerShard > 0)
                return _node.RefusesJoins;
            lock (_lock)
                return _branches.Count > 0 && _branches[0].Host.RefusesJoins;
        }
    }

    /// <summary>
    /// Answers an offer at once; the connection is then made, or changed, on its shard. The answer is passive,
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

        if (TryPlace(out key) is not { } added)
            return new SfuAnswer.Refused(SfuRefusal.Unavailable);
        var answer = Negotiate(added, offer with { Connection = key });
        if (answer is SfuAnswer.Refused)
        {
            lock (_lock)
                Forget(key);
        }

        return answer;
    }

    /// <summary>Ends a publication though the connection goes on and may still send it.</summary>
    public void Unpublish(PublicationKey publication)
    {
        foreach (var branch in Branches)
            branch.Post((room, now) => room.Unpublish(publication, now));
    }

    /// <summary>
    /// Sets what a slot shows; null for nothing. What does not flow yet is shown when it does, and the slot goes on
    /// showing what it has until the new one's first key frame. Without effect on slots that follow the speakers.
    /// </summary>
    public void Bind(ConnectionKey connection, string mid, PublicationKey? publication) =>
        Post(connection, (room, now) => room.Bind(connection, mid, publication, now));

    /// <summary>
    /// Sets how large a client shows the publications it watches: all of them, each time; for one that is left out the
    /// connection's <see cref="ConnectionOffer.DefaultViewport"/> counts. Absurd sizes are cut.
    /// </summary>
    public void SetViewports(ConnectionKey connection, IReadOnlyDictionary<PublicationKey, Viewport> viewports) =>
        Post(connection, (room, now) => room.SetViewports(connection, viewports, now));

    /// <summary>Sets whether a slot is silent or dark for now.</summary>
    public void SetPaused(ConnectionKey connection, string mid, bool isPaused) =>
        Post(connection, (room, now) => room.SetPaused(connection, mid, isPaused, now));

    /// <summary>Ends a connection with a goodbye; <see cref="SfuEvent.Closed"/> follows.</summary>
    public void Disconnect(ConnectionKey connection) => Post(connection, (room, _) => room.Disconnect(connection));

    /// <summary>Ends the room with all its connections. Later calls have no effect.</summary>
    public void Close()
    {
        lock (_lock)
            CloseAll();
    }

    /// <summary>One of its shards has died, or a bug has ended it on one: it is over on all of them.</summary>
    internal void Lose()
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _isLost = true;
            CloseAll();
        }

        _listener.Tell(new SfuEvent.RoomLost());
    }

    private RoomBranch[] Branches
    {
        get
        {
            lock (_lock)
                return [.. _branches];
        }
    }

    private SfuAnswer Negotiate(ConnectionAgreement agreement, ConnectionOffer offer)
    {
        // Two offers of one connection at a time: the second continues what the first has agreed.
        lock (agreement)
        {
            var host = agreement.Branch.Host;
            var policy = agreement.Policy ??= offer.Policy ?? _node.Options.Policy;
            if (!ConnectionPlanner.TryAnswer(
                    offer, policy, host.Transport, agreement.Session, host.Entropy,
                    out var plan, out var answer, out var problem))
            {
                return new SfuAnswer.Refused(SfuRefusal.BadDescription, problem);
            }

            var isNew = agreement.Session is null;
            agreement.Session = plan.Session;
            var numbered = plan with { FirstGeneration = TakeGenerations(plan.Tracks.Length) };
            agreement.Branch.Post((room, now) => room.Connect(numbered, isNew, now));
            return new SfuAnswer.Accepted(offer.Connection!.Value, answer, [.. plan.Slots.Select(slot => slot.Slot)])
            {
                Decodes = plan.Decodes,
            };
        }
    }

    private long TakeGenerations(int count) => Interlocked.Add(ref _lastGeneration, count) - count + 1;

    private void Post(ConnectionKey connection, Action<ForwardingRoom, Timestamp> action)
    {
        if (_agreements.TryGetValue(connection, out var agreement))
            agreement.Branch.Post(action);
    }

    /// <summary>Makes room for a new connection; null if there is none.</summary>
    private ConnectionAgreement? TryPlace(out ConnectionKey key)
    {
        key = default;
        lock (_lock)
        {
            if (_isOver || _agreements.Count >= _node.Options.MaxConnectionsPerRoom)
                return null;
            var branch = ChooseBranch();
            branch.Connections++;
            key = branch.Host.NewConnection();
            return _agreements[key] = new ConnectionAgreement(branch);
        }
    }

    private RoomBranch ChooseBranch()
    {
        var perShard = _node.Options.RoomConnectionsPerShard;
        if (perShard == 0)
            return _branches[0];
        var taken = _branches.ConvertAll(branch => branch.Host);
        SfuHost[] hosts = [.. taken, .. _node.Hosts.Except(taken)];
        var candidates = Array.ConvertAll(hosts, host => new BranchPlacement.Candidate(
            host.RefusesJoins, host.Shard.PeerCount, _branches.Find(branch => branch.Host == host)?.Connections));
        var chosen = BranchPlacement.Choose(candidates, perShard);
        return chosen < _branches.Count ? _branches[chosen] : Open(hosts[chosen]);
    }

    private RoomBranch Open(SfuHost host)
    {
        var opened = new RoomBranch(Name, host, isHome: _branches.Count == 0, Hear);
        host.Open(this, opened.Room);
        foreach (var branch in _branches)
            BranchLink.Tie(opened.Room, branch.Room);
        _branches.Add(opened);
        return opened;
    }

    private void CloseAll()
    {
        _isOver = true;
        foreach (var branch in _branches)
            branch.Host.Close(this, branch.Room);
        _branches.Clear();
    }

    /// <summary>Passes on what happens, and forgets what is over. On the branch's thread.</summary>
    private void Hear(RoomBranch branch, SfuEvent happened)
    {
        switch (happened)
        {
            case SfuEvent.RoomLost:
                Lose();
                return;
            case SfuEvent.LoadChanged changed:
                lock (_lock)
                {
                    branch.Sheds = changed.Kind;
                    TellLoad();
                }

                return;
            case SfuEvent.Closed closed:
                lock (_lock)
                {
                    Forget(closed.Connection);
                    CloseSurplus();
                }

                break;
        }

        if (!_isLost)
            _listener.Tell(happened);
    }

    /// <summary>What is left out on one shard is left out for somebody in the room.</summary>
    private void TellLoad()
    {
        var most = _branches.Select(branch => branch.Sheds).DefaultIfEmpty().Max();
        if (most == _sheds || _isOver)
            return;
        _sheds = most;
        _listener.Tell(new SfuEvent.LoadChanged(most));
    }

    private void Forget(ConnectionKey connection)
    {
        if (_agreements.TryRemove(connection, out var agreement))
            agreement.Branch.Connections--;
    }

    private void CloseSurplus()
    {
        while (_branches.FindLastIndex(branch => branch.Connections == 0) is > 0 and var place
            && BranchPlacement.IsSurplus(_agreements.Count, _branches.Count, _node.Options.RoomConnectionsPerShard))
        {
            var surplus = _branches[place];
            _branches.RemoveAt(place);
            surplus.Host.Close(this, surplus.Room);
            foreach (var branch in _branches)
                branch.Post((room, now) => room.Untie(surplus.Room, now));
        }

        TellLoad();
    }

    /// <summary>What is agreed with a client so far. Locked while an offer is answered, never by the shard.</summary>
    private sealed class ConnectionAgreement(RoomBranch branch)
    {
        /// <summary>Where it lives.</summary>
        public RoomBranch Branch => branch;

        public NegotiationPolicy? Policy { get; set; }

        public NegotiatedSession? Session { get; set; }
    }
}
