using System.Text;
using Plenum.Rtc;
using Plenum.Rtc.Ice;

namespace Plenum.Engine.Shards;

/// <summary>
/// Finds the peer of a datagram: by the address it came from, and a connectivity check by its user fragment. Never a
/// scan over peers.
/// </summary>
internal sealed class PeerTable
{
    /// <summary>Addresses of one peer that are kept; an endless rebinding drops the oldest.</summary>
    private const int MaxAddressesPerPeer = 8;

    private readonly Dictionary<(int Socket, TransportAddress Remote), ShardPeer> _byAddress = [];
    private readonly Dictionary<string, ShardPeer> _byFragment = [];
    private readonly Dictionary<string, ShardPeer>.AlternateLookup<ReadOnlySpan<char>> _fragments;
    private readonly Dictionary<int, ShardPeer> _bySocket = [];
    private readonly List<ShardPeer?> _byHandle = [];
    private readonly Stack<int> _freeHandles = [];

    public PeerTable() => _fragments = _byFragment.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => _byFragment.Count;

    public IEnumerable<ShardPeer> All => _byHandle.OfType<ShardPeer>();

    /// <exception cref="ArgumentException">The user fragment is in use on this shard.</exception>
    public ShardPeer Add(Peer peer, string userFragment)
    {
        if (_byFragment.ContainsKey(userFragment))
            throw new ArgumentException($"The user fragment {userFragment} is in use.", nameof(userFragment));
        if (!_freeHandles.TryPop(out var handle))
        {
            handle = _byHandle.Count;
            _byHandle.Add(null);
        }

        var added = new ShardPeer(handle, peer, userFragment);
        _byHandle[handle] = added;
        _byFragment.Add(userFragment, added);
        return added;
    }

    public void Remove(ShardPeer peer)
    {
        foreach (var address in peer.Addresses)
            Forget(address, peer);
        peer.Addresses.Clear();
        foreach (var socket in peer.OwnSockets)
            _bySocket.Remove(socket);
        _byFragment.Remove(peer.UserFragment);
        _byHandle[peer.Handle] = null;
        _freeHandles.Push(peer.Handle);
    }

    /// <summary>After an ICE restart checks carry the new fragment; the old one is the agent's to tell apart.</summary>
    public void Rename(ShardPeer peer, string userFragment)
    {
        _byFragment.Remove(peer.UserFragment);
        peer.UserFragment = userFragment;
        _byFragment.Add(userFragment, peer);
    }

    public ShardPeer? ByHandle(int handle) => _byHandle[handle];

    /// <summary>From now on all that comes in by this socket is this peer's.</summary>
    public void Claim(ShardPeer peer, int socket)
    {
        peer.OwnSockets.Add(socket);
        _bySocket.Add(socket, peer);
    }

    public ShardPeer? BySocket(int socket) => _bySocket.Count == 0 ? null : _bySocket.GetValueOrDefault(socket);

    public ShardPeer? ByAddress(int socket, in TransportAddress remote) =>
        _byAddress.GetValueOrDefault((socket, remote));

    /// <summary>The peer that a connectivity check is for.</summary>
    public ShardPeer? ByFragment(ReadOnlySpan<byte> datagram)
    {
        Span<char> fragment = stackalloc char[256];
        return IceUsername.TryGetReceiver(datagram, out var bytes)
            && bytes.Length <= fragment.Length
            && Encoding.UTF8.TryGetChars(bytes, fragment, out var length)
            && _fragments.TryGetValue(fragment[..length], out var peer)
                ? peer
                : null;
    }

    /// <summary>From now on what comes from this address is this peer's; its agent has authenticated it.</summary>
    public void Learn(ShardPeer peer, int socket, in TransportAddress remote)
    {
        var address = (socket, remote);
        if (_byAddress.GetValueOrDefault(address) == peer)
            return;
        _byAddress[address] = peer;
        peer.Addresses.Add(address);
        if (peer.Addresses.Count <= MaxAddressesPerPeer)
            return;
        Forget(peer.Addresses[0], peer);
        peer.Addresses.RemoveAt(0);
    }

    private void Forget((int Socket, TransportAddress Remote) address, ShardPeer peer)
    {
        // Another peer may have taken the address over (a NAT used the port again).
        if (_byAddress.GetValueOrDefault(address) == peer)
            _byAddress.Remove(address);
    }
}
