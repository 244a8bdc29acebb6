using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Plenum.LoadTest.Run;

/// <summary>Whether a server is on this machine.</summary>
internal static class Locality
{
    /// <summary>Whether all of these hosts are addresses of this machine.</summary>
    /// <exception cref="LoadTestException">A name is not known.</exception>
    public static async Task<bool> IsThisMachineAsync(IEnumerable<Uri> addresses, CancellationToken cancellationToken)
    {
        var own = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .ToHashSet();
        foreach (var address in addresses)
        {
            var resolved = await ResolveAsync(address.DnsSafeHost, cancellationToken).ConfigureAwait(false);
            if (!Array.TrueForAll(resolved, one => IPAddress.IsLoopback(one) || own.Contains(one)))
                return false;
        }

        return true;
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException unknown)
        {
            throw new LoadTestException($"There is no host {host}.", unknown);
        }
    }
}
