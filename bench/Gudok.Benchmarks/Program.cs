using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Gudok.Benchmarks -- --filter '*Hep*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
