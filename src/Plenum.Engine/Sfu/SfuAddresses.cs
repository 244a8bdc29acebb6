using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu;

/// <summary>Finds the addresses that a node is reached at.</summary>
internal static class SfuAddresses
{
    /// <summary>
    /// Those that are configured, each wildcard replaced by what it stands for: a candidate must be an address that
    /// packets can be sent to.
    /// </summary>
    /// <exception cref="SfuStartException">There is none.</exception>
    public static IReadOnlyList<TransportAddress> Find(IReadOnlyList<IPAddress> configured)
    {
        IReadOnlyList<IPAddress> wanted = configured.Count > 0 ? configured : [IPAddress.Any, IPAddress.IPv6Any];
        var found = wanted.SelectMany(Expand).Distinct().ToList();
        if (found.Count == 0)
            throw new SfuStartException("There is no network interface with an address for media.");
        return [.. found.Select(address => TransportAddress.From(new IPEndPoint(address, 0)))];
    }

    private static IEnumerable<IPAddress> Expand(IPAddress address)
    {
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            return [address];
        var all = OfInterfaces(address.AddressFamily).ToList();
        var outside = all.Where(candidate => !IPAddress.IsLoopback(candidate)).ToList();
        var isAlone = OfInterfaces(AddressFamily.InterNetwork).Concat(OfInterfaces(AddressFamily.InterNetworkV6))
            .All(IPAddress.IsLoopback);
        return isAlone ? all : outside;
    }

    private static IEnumerable<IPAddress> OfInterfaces(AddressFamily family) =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == family && !address.IsIPv6LinkLocal && CanBind(address));

    /// <summary>An address that is not verified yet (IPv6) or is going away cannot be bound.</summary>
    private static bool CanBind(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
