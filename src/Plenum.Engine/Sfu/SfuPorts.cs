using System.Net.Sockets;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu;

/// <summary>Opens hosts one port after the other, as the options want it.</summary>
internal sealed class SfuPorts(SfuOptions options, IReadOnlyList<TransportAddress> addresses)
{
    /// <summary>How many ports from the default one on are looked at.</summary>
    private const int Searched = 200;

    private int _next = options.Port ?? SfuOptions.DefaultPort;

    /// <summary>Opens the next host.</summary>
    /// <param name="open">Opens a host at these addresses.</param>
    /// <exception cref="SfuStartException">There is no port for it.</exception>
    public SfuHost Open(Func<IReadOnlyList<TransportAddress>, SfuHost> open)
    {
        if (options.Port == 0)
            return OpenAt(0, open);
        var end = options.Port is null ? SfuOptions.DefaultPort + Searched : _next + 1;
        for (SocketException? refusal = null; ;)
        {
            try
            {
                return OpenAt(_next++, open);
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                refusal = taken;
            }

            if (_next >= end || _next > ushort.MaxValue)
                throw new SfuStartException(Explain(refusal), refusal);
        }
    }

    private SfuHost OpenAt(int port, Func<IReadOnlyList<TransportAddress>, SfuHost> open)
    {
        try
        {
            return open([.. addresses.Select(address => address.WithPort(port))]);
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new SfuStartException(
                $"An address for media ({string.Join(", ", addresses.Select(address => address.ToIPAddress()))}) "
                + "is not one of this machine.",
                refusal);
        }
    }

    private string Explain(SocketException refusal) => options.Port is null
        ? $"No UDP port from {SfuOptions.DefaultPort} to {_next - 1} is free for media: {refusal.Message}."
        : $"UDP port {_next - 1} for media is taken ({refusal.Message}). Free it, choose another one, or leave the choice "
            + "of the port to Plenum.";
}
