using System.Net;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Counts sockets by where they come from, and those on which nobody has joined.</summary>
internal sealed class SocketLimiter(IOptions<PlenumOptions> options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byNetwork = [];
    private int _pending;

    /// <summary>A place for one more socket, or why there is none.</summary>
    public SocketLease? TryTake(IPAddress? address, out SocketRefusal refusal)
    {
        var limits = options.Value.Signaling;
        var network = NetworkOf(address ?? IPAddress.None);
        lock (_gate)
        {
            var sockets = _byNetwork.GetValueOrDefault(network);
            refusal = sockets >= limits.MaxSocketsPerAddress ? SocketRefusal.TooManyOfAddress
                : _pending >= limits.MaxPendingSockets ? SocketRefusal.TooManyPending
                : SocketRefusal.None;
            if (refusal != SocketRefusal.None)
                return null;

            _byNetwork[network] = sockets + 1;
            _pending++;
            return new SocketLease(this, network);
        }
    }

    internal void NoLongerPending()
    {
        lock (_gate)
            _pending--;
    }

    internal void Gone(IPAddress network)
    {
        lock (_gate)
        {
            if (--_byNetwork[network] == 0)
                _byNetwork.Remove(network);
        }
    }

    /// <summary>Who has one IPv6 address has 2^64 of them (RFC 4291, section 2.5.1).</summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();

        var bytes = address.GetAddressBytes();
        if (bytes.Length == 4)
            return address;

        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
