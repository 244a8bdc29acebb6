using System.Security.Cryptography;
using Plenum.Rtc;

namespace Plenum.Interop.EchoServer;

/// <summary>The system's generator.</summary>
internal sealed class SystemEntropy : IEntropy
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
