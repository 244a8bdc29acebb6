namespace Plenum.Fuzz;

/// <summary>Something that takes bytes from a stranger.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Names the target and the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>Byte strings that mean something to it: keywords, magic numbers, lengths.</summary>
    public virtual IReadOnlyList<byte[]> Dictionary => [];

    /// <summary>Longer inputs are cut.</summary>
    public virtual int MaxLength => 4096;

    /// <summary>Valid inputs made by our own writers, to begin with.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>
    /// Takes the input as the network would bring it. Must not throw and must not run long.
    /// </summary>
    /// <returns>
    /// A mark of what happened: inputs that leave a mark not seen before are kept and mutated further. It stands in for
    /// coverage, which needs instrumentation that this machine does not have.
    /// </returns>
    public abstract ulong Run(ReadOnlySpan<byte> input);
}
