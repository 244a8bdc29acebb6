using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice;

/// <summary>
/// The server's half of ICE (RFC 8445, section 2.5): it has a public address, so it answers checks, follows the
/// client's nomination wherever the client moves, and notices when the client is gone.
/// </summary>
/// <remarks>
/// A request that cannot be authenticated gets no answer: the errors that RFC 8489 allows for it help strangers alone,
/// and no browser acts on them.
/// </remarks>
public sealed class IceLiteAgent : IIceAgent
{
    private readonly IDatagramSink _sink;
    private readonly IceAuthenticator _authenticator;
    private readonly IceLitePaths _paths = new();
    private Timestamp _lastHeard;

    /// <summary>Waits for the checks of a client.</summary>
    /// <param name="local">Our credentials; the user fragment is what a shared port finds this agent by.</param>
    /// <param name="sink">Takes the responses.</param>
    /// <param name="now">Begins the time in which the first check must come (30 s).</param>
    public IceLiteAgent(IceCredentials local, IDatagramSink sink, Timestamp now)
    {
        _authenticator = new IceAuthenticator(local);
        _sink = sink;
        _lastHeard = now;
    }

    /// <inheritdoc />
    public IceState State { get; private set; } = IceState.New;

    /// <inheritdoc />
    public IceCredentials LocalCredentials => _authenticator.Current.Local;

    /// <inheritdoc />
    public IceRoute Route => _paths.Selected is { } selected ? new IceRoute(selected.Path, 0) : default;

    /// <inheritdoc />
    public Deadline NextDeadline => State switch
    {
        IceState.Failed => Deadline.Never,
        IceState.Connected => new(_lastHeard + IceTimings.DisconnectedAfter, DeadlineOwner.IceConsent),
        _ => new(_lastHeard + IceTimings.ConsentTimeout, DeadlineOwner.IceConsent),
    };

    /// <inheritdoc />
    public void SetRemoteCredentials(IceCredentials remote) => _authenticator.Current.SetRemote(remote);

    /// <inheritdoc />
    public void Restart(IceCredentials local, Timestamp now)
    {
        _authenticator.Restart(local);
        _paths.Restart();
        _lastHeard = now;
        if (State == IceState.Failed)
            State = IceState.Checking;
    }

    /// <inheritdoc />
    public bool IsValidated(TransportPath path) => _paths.Contains(path);

    /// <inheritdoc />
    public bool TryUnwrap(ref Span<byte> datagram, ref TransportPath path) => false;

    /// <inheritdoc />
    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (_paths.Selected is { } selected)
            _sink.Send(datagram, selected.Path);
    }

    /// <inheritdoc />
    public DropReason Receive(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now)
    {
        if (!StunMessage.TryParse(datagram, out var message, out var reason))
            return reason;
        if (message.Method != StunMethod.Binding)
            return DropReason.StunUnexpectedMethod;
        // An indication is a keepalive that says nothing; a response answers a question that a lite agent never asks.
        return message.Class switch
        {
            StunClass.Request => ReceiveRequest(message, path, now),
            StunClass.Indication => DropReason.None,
            _ => DropReason.StunUnknownTransaction,
        };
    }

    /// <summary>
    /// libnice, and with it GStreamer 1.22, asks for no consent and keeps its path open by indications, which nobody can
    /// authenticate: its reports are all there is to tell that it lives.
    /// </summary>
    public void NoteSignOfLife(TransportPath path, Timestamp now)
    {
        if (State is not (IceState.Connected or IceState.Disconnected)
            || _paths.Selected is not { } selected || selected.Path != path)
        {
            return;
        }

        selected.LastReport = now;
        _lastHeard = now;
        State = IceState.Connected;
    }

    /// <inheritdoc />
    public void Tick(Timestamp now)
    {
        if (State == IceState.Failed)
            return;
        var silence = now - _lastHeard;
        if (silence >= IceTimings.ConsentTimeout)
            State = IceState.Failed;
        else if (silence >= IceTimings.DisconnectedAfter && State == IceState.Connected)
            State = IceState.Disconnected;
    }

    /// <inheritdoc />
    public void Close() => State = IceState.Failed;

    private DropReason ReceiveRequest(in StunMessage request, TransportPath path, Timestamp now)
    {
        if (_authenticator.Authenticate(request, out var generation) is var drop and not DropReason.None)
            return drop;
        // After expiry nothing revives but a restart (RFC 7675, section 5.1).
        if (State == IceState.Failed)
            return DropReason.ConsentExpired;

        Span<byte> response = stackalloc byte[IceResponses.MaxLength];
        drop = Refuse(request, generation, response, out var length);
        if (drop == DropReason.None)
        {
            length = IceResponses.WriteSuccess(response, request.TransactionId, path.Remote, generation.LocalKey);
            NoteCheck(request, generation, path, now);
        }

        _sink.Send(response[..length], path);
        return drop;
    }

    private static DropReason Refuse(
        in StunMessage request, IceGeneration generation, Span<byte> response, out int length)
    {
        length = IceResponses.WriteUnknownAttributes(response, request, generation.LocalKey);
        if (length > 0)
            return DropReason.StunUnknownAttribute;
        if (!request.Has(StunAttributeType.IceControlled))
            return DropReason.None;
        // A lite agent is always controlled (RFC 8445, section 6.1.1): there is nothing to compare.
        length = IceResponses.WriteRoleConflict(response, request.TransactionId, generation.LocalKey);
        return DropReason.IceRoleConflict;
    }

    private void NoteCheck(in StunMessage request, IceGeneration generation, TransportPath path, Timestamp now)
    {
        _lastHeard = now;
        request.TryGetUInt32(StunAttributeType.Priority, out var priority);
        request.TryGetUInt32(StunAttributeType.Nomination, out var nomination);
        // Checks of the generation before a restart keep its path alive, but the new one alone chooses.
        var nominates = generation == _authenticator.Current
            && (nomination > 0 || request.Has(StunAttributeType.UseCandidate));
        _paths.Note(path, priority, nominates, nomination, now);
        if (nominates)
            _authenticator.ForgetPrevious();
        State = _paths.Selected is null ? IceState.Checking : IceState.Connected;
    }
}
