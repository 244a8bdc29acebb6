using System.Runtime.CompilerServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>SHA_CTX of sha.h: five words of state, two of length, a block, and how full it is.</summary>
[InlineArray(24)]
internal struct Sha1State
{
    private uint _word;
}
