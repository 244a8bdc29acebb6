using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>
/// A full ICE agent (RFC 8445) with trickle (RFC 8838), consent (RFC 7675) and relays (RFC 8656), for one component:
/// everything is bundled and multiplexed. It goes on choosing after the first nomination: a better pair, or the only
/// one that still answers, is nominated in turn.
/// </summary>
public sealed class IceAgent : IIceAgent
{
    private const int MaxRemoteCandidates = 100;

    private readonly IceAgentOptions _options;
    private readonly IEntropy _entropy;
    private readonly IDatagramSink _sink;
    private readonly IceAuthenticator _authenticator;
    private readonly IceCheckRunner _runner;
    private readonly IceNomination _nomination;
    private readonly IceLocalCandidates _candidates;
    private readonly List<IceGatherer> _gatherers = [];
    private readonly List<IceLocalCandidate> _locals = [];
    private readonly List<IceCandidate> _remotes = [];
    private Timestamp _checkingSince = Timestamp.Never;

    /// <summary>Begins with no addresses: add ours, and the peer's credentials and candidates as they come.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="local">Our credentials.</param>
    /// <param name="entropy">For transaction ids, the tie-breaker and the consent intervals.</param>
    /// <param name="sink">Takes what is sent.</param>
    public IceAgent(IceAgentOptions options, IceCredentials local, IEntropy entropy, IDatagramSink sink)
    {
        _options = options;
        _entropy = entropy;
        _sink = sink;
        _authenticator = new IceAuthenticator(local);
        _runner = new IceCheckRunner(options, entropy);
        _nomination = new IceNomination(options, _runner);
        _candidates = new IceLocalCandidates(local.UserFragment);
    }

    /// <inheritdoc />
    public IceState State { get; private set; } = IceState.New;

    /// <summary>Our role, as conflicts have left it.</summary>
    public IceRole Role => _runner.Role;

    /// <inheritdoc />
    public IceCredentials LocalCredentials => _authenticator.Current.Local;

    /// <summary>Whether no further local candidate will come, unless an address is added.</summary>
    public bool IsGatheringComplete => _gatherers.TrueForAll(gatherer => gatherer.IsComplete);

    /// <summary>The pair in use: ours (the relayed address, if relayed) and the peer's; none before nomination.</summary>
    public TransportPath SelectedPair => _runner.Selected?.Path ?? default;

    /// <inheritdoc />
    public IceRoute Route => _runner.Selected is { } pair ? pair.Local.RouteTo(pair.Remote) : default;

    /// <inheritdoc />
    public Deadline NextDeadline
    {
        get
        {
            var gathering = Timestamp.Never;
            foreach (var gatherer in _gatherers)
                gathering = Timestamp.Min(gathering, gatherer.NextDeadline);
            var next = Deadline.Earlier(
                new Deadline(gathering, DeadlineOwner.IceGathering), _runner.NextDeadline(_authenticator.Current));
            next = Deadline.Earlier(next, new Deadline(_nomination.PatienceEnds, DeadlineOwner.IceCheck));
            return Deadline.Earlier(next, new Deadline(StateDue, DeadlineOwner.IceConsent));
        }
    }

    private Timestamp StateDue => State switch
    {
        IceState.Checking or IceState.Disconnected => LastSign + IceTimings.ConsentTimeout,
        IceState.Connected => LastSign + IceTimings.DisconnectedAfter,
        _ => Timestamp.Never,
    };

    private Timestamp LastSign =>
        State != IceState.Checking && _runner.Selected is { } pair ? pair.LastAnswered : _checkingSince;

    /// <summary>Adds an address of this host, from which to send; asks the servers from there.</summary>
    public void AddLocalAddress(TransportAddress address, Timestamp now)
    {
        var preference = IcePriority.LocalPreference(address, _gatherers.Count);
        if (!_options.RelayOnly)
        {
            AddLocal(new IceLocalCandidate(address, IceCandidateType.Host, preference, null, _sink), now);
            _candidates.AddHost(address, preference);
        }

        _gatherers.Add(new IceGatherer(address, _options, _entropy, _sink, now));
    }

    /// <summary>An interface went away: pairs on its address end, others are tried again.</summary>
    public void RemoveLocalAddress(TransportAddress address, Timestamp now)
    {
        _locals.RemoveAll(local => local.Address == address);
        _runner.Remove(pair => pair.Local.Address == address);
        if (_runner.Selected?.Local.Address == address)
            LoseSelected(now);
    }

    /// <summary>The next candidate of ours to signal to the peer.</summary>
    public bool TryTakeLocalCandidate(out IceCandidate? candidate) => _candidates.TryTake(out candidate);

    /// <summary>
    /// Adds a candidate of the peer. One whose name is not resolved (mDNS), of TCP, or of another generation is
    /// ignored; add it again when resolved.
    /// </summary>
    public void AddRemoteCandidate(IceCandidate candidate, Timestamp now)
    {
        if (!candidate.IsUsable || _remotes.Count >= MaxRemoteCandidates || !_authenticator.Current.IsRemoteFragment(candidate.UserFragment)
            || _remotes.Exists(known => known.Address == candidate.Address))
        {
            return;
        }

        _remotes.Add(candidate);
        foreach (var local in _locals)
            Pair(local, candidate.Address, candidate.Priority, now);
    }

    /// <inheritdoc />
    public void SetRemoteCredentials(IceCredentials remote) => _authenticator.Current.SetRemote(remote);

    /// <inheritdoc />
    public void Restart(IceCredentials local, Timestamp now)
    {
        _authenticator.Restart(local);
        _runner.Remove(pair => pair != _runner.Selected);
        _remotes.Clear();
        _candidates.Restart(local.UserFragment);
        _nomination.Restart();
        _checkingSince = now;
        if (State == IceState.Failed)
            State = IceState.Checking;
    }

    /// <inheritdoc />
    public bool IsValidated(TransportPath path)
    {
        foreach (var pair in _runner.Checklist.Pairs)
        {
            if ((pair.IsValid || pair.IsHeard) && pair.Path == path)
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public bool TryUnwrap(ref Span<byte> datagram, ref TransportPath path)
    {
        foreach (var gatherer in _gatherers)
        {
            foreach (var relay in gatherer.Allocations)
            {
                if (relay.ServerPath != path || !relay.TryUnwrap(datagram, out var inner, out var peer))
                    continue;
                datagram = inner;
                path = new TransportPath(relay.Relayed, peer);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (_runner.Selected is { } pair)
            pair.Local.Send(datagram, pair.Remote);
    }

    /// <inheritdoc />
    public DropReason Receive(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now)
    {
        var drop = ReceiveStun(datagram, path, now);
        Advance(now);
        return drop;
    }

    /// <summary>
    /// This agent asks for consent itself (RFC 7675), and only answers count. But when the reports stop, it asks at once: who
    /// was given another address by a NAT is reachable again as soon as the peer sees a check from there.
    /// </summary>
    public void NoteSignOfLife(TransportPath path, Timestamp now)
    {
        if (_runner.Selected is { } pair && pair.Path == path)
            pair.SilenceDue = now + IceTimings.SilenceAfter;
    }

    /// <inheritdoc />
    public void Tick(Timestamp now)
    {
        foreach (var gatherer in _gatherers)
            gatherer.Tick(now);
        // First what follows from the time alone: a pair found silent gives the runner work that is due at once.
        Advance(now);
        _runner.Tick(_authenticator.Current, now);
        Advance(now);
    }

    /// <inheritdoc />
    public void Close()
    {
        foreach (var gatherer in _gatherers)
            gatherer.Close();
        _gatherers.Clear();
        _locals.Clear();
        _runner.Remove(_ => true);
        _runner.Selected = null;
        State = IceState.Failed;
    }

    private void AddLocal(IceLocalCandidate local, Timestamp now)
    {
        _locals.Add(local);
        foreach (var remote in _remotes)
            Pair(local, remote.Address, remote.Priority, now);
    }

    private IcePair? Pair(IceLocalCandidate local, TransportAddress remote, uint priority, Timestamp now)
    {
        if (State == IceState.Failed)
            return null;
        var pair = _runner.Checklist.Add(local, remote, priority, _authenticator.Current);
        if (pair is null)
            return null;
        local.Relay?.Permit(remote, now);
        if (State == IceState.New)
        {
            State = IceState.Checking;
            _checkingSince = now;
        }

        return pair;
    }

    private DropReason ReceiveStun(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now)
    {
        if (!StunMessage.TryParse(datagram, out var message, out var reason))
            return reason;
        if (message.Class == StunClass.Request)
            return ReceiveRequest(message, path, now);
        if (message.Class == StunClass.Indication)
            return message.Method == StunMethod.Binding ? DropReason.None : DropReason.StunUnexpectedMethod;
        foreach (var gatherer in _gatherers)
        {
            if (!gatherer.TryReceive(datagram, path, now, out var found, out var drop))
                continue;
            if (found is not null)
                AddGathered(found, path.Local, now);
            return drop;
        }

        var dropped = _runner.Receive(message, path, now, out var check);
        if (check is not null)
            NoteSuccess(check, now);
        return dropped;
    }

    private void AddGathered(GatheredAddress found, TransportAddress localBase, Timestamp now)
    {
        if (found.Relay is null)
        {
            if (!_options.RelayOnly)
                _candidates.AddServerReflexive(found, localBase);
            return;
        }

        var preference = IcePriority.LocalPreference(found.Address, _locals.Count);
        _candidates.AddRelayed(found, preference);
        AddLocal(
            new IceLocalCandidate(found.Address, IceCandidateType.Relayed, preference, found.Relay, _sink), now);
    }

    private DropReason ReceiveRequest(in StunMessage request, TransportPath path, Timestamp now)
    {
        if (request.Method != StunMethod.Binding)
            return DropReason.StunUnexpectedMethod;
        if (_locals.Find(candidate => candidate.Address == path.Local) is not { } local)
            return DropReason.IceUnknownLocalAddress;
        var drop = _authenticator.Authenticate(request, out var generation);
        if (drop != DropReason.None)
            return drop;

        Span<byte> response = stackalloc byte[IceResponses.MaxLength];
        var length = IceResponses.WriteUnknownAttributes(response, request, generation.LocalKey);
        if (length > 0)
        {
            drop = DropReason.StunUnknownAttribute;
        }
        else if (_runner.WinsConflict(request))
        {
            length = IceResponses.WriteRoleConflict(response, request.TransactionId, generation.LocalKey);
            drop = DropReason.IceRoleConflict;
        }
        else
        {
            length = IceResponses.WriteSuccess(response, request.TransactionId, path.Remote, generation.LocalKey);
            NoteRequest(request, generation, local, path.Remote, now);
        }

        local.Send(response[..length], path.Remote);
        return drop;
    }

    /// <summary>The peer reaches us here: check back, and follow its nomination (RFC 8445, sections 7.3.1.3 to 5).</summary>
    private void NoteRequest(
        in StunMessage request, IceGeneration generation, IceLocalCandidate local, TransportAddress remote, Timestamp now)
    {
        if (generation != _authenticator.Current)
            return;
        request.TryGetUInt32(StunAttributeType.Priority, out var priority);
        if (Pair(local, remote, priority, now) is not { } pair)
            return;
        pair.IsHeard = true;
        _runner.Hurry(pair, now);
        if (_runner.Role == IceRole.Controlling || !request.Has(StunAttributeType.UseCandidate))
            return;
        if (pair.IsValid)
            Select(pair, now);
        else
            pair.IsNominating = true;
    }

    private void NoteSuccess(IceCheck check, Timestamp now)
    {
        var pair = check.Pair;
        _nomination.NoteValid(now);
        pair.Local.Relay?.BindChannel(pair.Remote, now);
        var isNominated = _runner.Role == IceRole.Controlling ? check.Nominates : pair.IsNominating;
        if (isNominated)
            Select(pair, now);
    }

    private void Select(IcePair pair, Timestamp now)
    {
        pair.IsNominating = false;
        if (pair == _runner.Selected)
            return;
        _runner.Selected = pair;
        pair.ConsentDue = now + _runner.Randomized(IceTimings.ConsentInterval);
        // The generation before a restart has served its time.
        _runner.Remove(other => other.Generation != pair.Generation);
        _authenticator.ForgetPrevious();
    }

    /// <summary>What follows from what has changed: a nomination, another state.</summary>
    private void Advance(Timestamp now)
    {
        if (_nomination.Choose(_authenticator.Current, now) is { } pair)
            _runner.StartCheck(pair, nominates: true, now);
        UpdateState(now);
    }

    private void UpdateState(Timestamp now)
    {
        if (State is IceState.New or IceState.Failed)
            return;
        var silence = now - LastSign;
        if (silence >= IceTimings.ConsentTimeout)
            Fail();
        else if (_runner.Selected is { } pair && now - pair.LastAnswered < IceTimings.DisconnectedAfter)
            State = Route.IsNone ? State : IceState.Connected;
        else if (State == IceState.Connected)
            Disconnect();
    }

    private void LoseSelected(Timestamp now)
    {
        _runner.Selected = null;
        _checkingSince = now;
        Disconnect();
    }

    /// <summary>The pair in use is silent: try all the others again.</summary>
    private void Disconnect()
    {
        State = IceState.Disconnected;
        foreach (var pair in _runner.Checklist.Pairs)
        {
            if (pair != _runner.Selected && pair.Check is null)
                _runner.Checklist.Trigger(pair);
        }
    }

    private void Fail()
    {
        State = IceState.Failed;
        _runner.Selected = null;
        _runner.Remove(_ => true);
    }
}
