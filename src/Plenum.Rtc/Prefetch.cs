using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Plenum.Rtc;

/// <summary>
/// Asks the processor for memory that is needed soon, without waiting for it. Who goes through hundreds of receivers finds
/// what belongs to each of them out of the caches, one object after the other; asked for in advance, for several receivers
/// at once, it comes while something else is done. Only a hint: it never faults, and where an object has just moved, or on
/// a processor that we know no instruction for, nothing is gained.
/// </summary>
public static unsafe class Prefetch
{
    private const int LineLength = 64;

    /// <summary>Asks for an object.</summary>
    /// <param name="target">The object; null asks for nothing of use.</param>
    /// <param name="lines">How many cache lines of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Object(object? target, int lines = 1)
    {
        if (!Sse.IsSupported)
            return;
        var at = (byte*)Unsafe.As<object?, nint>(ref target);
        for (var line = 0; line < lines; line++)
            Sse.Prefetch0(at + (line * LineLength));
    }

    /// <summary>Asks for what lies at a place: an element of an array.</summary>
    /// <param name="place">The place.</param>
    /// <param name="lines">How many cache lines from there on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At<T>(ref readonly T place, int lines = 1)
    {
        if (!Sse.IsSupported)
            return;
        var at = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in place));
        for (var line = 0; line < lines; line++)
            Sse.Prefetch0(at + (line * LineLength));
    }
}
