using System.Net;

namespace Plenum.AspNetCore.Access;

/// <summary>Counts an endpoint's connections by where they come from, and those on which nobody has come in yet.</summary>
/// <param name="maxOfAddress">Of one IPv4 address or IPv6 /64 network.</param>
/// <param name="maxPending">From everywhere.</param>
internal sealed class ConnectionLimiter(int maxOfAddress, int maxPending)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byNetwork = [];
    private int _pending;

    /// <summary>A place for one more connection, or why there is none.</summary>
    public ConnectionLease? TryTake(IPAddress? address, out LimitVerdict verdict)
    {
        var network = NetworkOf(address ?? IPAddress.None);
        lock (_gate)
        {
            var count = _byNetwork.GetValueOrDefault(network);
            verdict = count >= maxOfAddress ? LimitVerdict.TooManyOfAddress
                : _pending >= maxPending ? LimitVerdict.TooManyPending
                : LimitVerdict.Pass;
            if (verdict != LimitVerdict.Pass)
                return null;

            _byNetwork[network] = count + 1;
            _pending++;
            return new ConnectionLease(this, network);
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
