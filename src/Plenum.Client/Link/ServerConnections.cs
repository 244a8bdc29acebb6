using Plenum.Protocol;

namespace Plenum.Client.Link;

/// <summary>What other threads note of connections for the loop that mends them.</summary>
internal sealed class ServerConnections
{
    private volatile LinkPeer? _connected;
    private volatile LinkPeer? _lost;
    private volatile ServerMessage.Slots? _slots;
    private volatile string? _lostName;
    private volatile bool _mustRestart;

    /// <summary>What the server showed last.</summary>
    public ServerMessage.Slots? Slots
    {
        get => _slots;
        set => _slots = value;
    }

    /// <summary>Whether the way to the server is to be looked for anew.</summary>
    public bool MustRestart
    {
        get => _mustRestart;
        set => _mustRestart = value;
    }

    public void NoteConnected(LinkPeer peer) => _connected = peer;

    public void NoteLoss(LinkPeer? peer) => _lost = peer;

    public bool IsConnected(LinkPeer? peer) => peer is not null && _connected == peer;

    /// <summary>The connection that the server says it has lost.</summary>
    public string? LostName
    {
        set => _lostName = value;
    }

    /// <summary>Whether this connection is lost, at either end; once.</summary>
    public bool TakeLoss(LinkPeer peer, string? name)
    {
        if (_lost != peer && (name is null || _lostName != name))
            return false;
        (_lost, _lostName) = (null, null);
        return true;
    }

    /// <summary>Whether a restart is wanted; once.</summary>
    public bool TakeRestart()
    {
        var must = _mustRestart;
        _mustRestart = false;
        return must;
    }
}
