import numpy as np, onnx, os, csv, json
from onnx import helper as h, TensorProto as T, numpy_helper as nh
r = np.random.default_rng(20)
f = np.float32
def save(name, nodes, inp, out, inits, path):
    g = h.make_graph(nodes, name, [h.make_tensor_value_info(inp[0], T.FLOAT, inp[1])], [h.make_tensor_value_info(out[0], T.FLOAT, out[1])],
        [nh.from_array(v, k) for k, v in inits.items()])
    m = h.make_model(g, opset_imports=[h.make_opsetid('', 17)], ir_version=8)
    onnx.checker.check_model(m); onnx.save(m, path)
for s in ('signals', 'obstacles'): os.makedirs(f'{s}/draft', exist_ok=True)
# classifier
w1, b1 = r.normal(size=(16, 12)).astype(f), r.normal(size=12).astype(f)
w2, b2 = r.normal(size=(12, 4)).astype(f), r.normal(size=4).astype(f)
save('signals', [h.make_node('Gemm', ['features', 'w1', 'b1'], ['a'], name='first'), h.make_node('Relu', ['a'], ['b'], name='relu'),
     h.make_node('Gemm', ['b', 'w2', 'b2'], ['logits'], name='second')], ('features', [1, 16]), ('logits', [1, 4]), dict(w1=w1, b1=b1, w2=w2, b2=b2), 'signals/model.onnx')
n = 200
x = r.normal(size=(n, 16)).astype(f)
y = (np.maximum(x @ w1 + b1, 0) @ w2 + b2)
lab = y.argmax(1).copy(); wrong = r.random(n) < 0.1; lab[wrong] = r.integers(0, 4, wrong.sum())
names = ['clear', 'stop', 'slow', 'none']
np.save('signals/draft/features.npy', x)
with open('signals/draft/golden.yaml', 'w') as o:
    o.write('schema: gantry.golden/1\nname: signals\nversion: 1\nclasses: [clear, stop, slow, none]\ninputs:\n  features: { type: float32, shape: [1, 16], npy: features.npy }\n'
            'decoding: { kind: classes, output: logits }\nsamples:\n')
    for i in range(n):
        o.write(f'  - {{ name: "{i:03d}", label: {names[lab[i]]}' + (', slices: [night]' if i % 3 == 0 else '') + ' }\n')
# detector: four rows of a box and two scores
n = 60
box = []
X = np.zeros((n, 24), f)
with open('obstacles/draft/golden.yaml', 'w') as o:
    o.write('schema: gantry.golden/1\nname: obstacles\nversion: 1\nclasses: [person, vehicle]\ninputs:\n  rows: { type: float32, shape: [1, 24], npy: rows.npy }\n'
            'decoding: { kind: boxes, output: boxes, box: corners, score: class, activation: none, score-threshold: 0.05, nms-iou: 0.5 }\nsamples:\n')
    for i in range(n):
        labels = []
        for k in range(4):
            l, t = r.uniform(0, 60, 2); w, hh = r.uniform(10, 40, 2); c = int(r.integers(0, 2)); there = r.random() < 0.6
            s = [0.02, 0.02]; s[c] = float(r.uniform(0.5, 0.95) if there else r.uniform(0.0, 0.45))
            X[i, 6*k:6*k+6] = [l + r.normal(), t + r.normal(), l + w + r.normal(), t + hh + r.normal(), *s]
            if there: labels.append(f'{{ class: {["person","vehicle"][c]}, box: [{l:.2f}, {t:.2f}, {l+w:.2f}, {t+hh:.2f}] }}')
        o.write(f'  - {{ name: "{i:03d}", boxes: [{", ".join(labels)}] }}\n')
np.save('obstacles/draft/rows.npy', X)
save('obstacles', [h.make_node('Gemm', ['rows', 'w', 'b'], ['flat'], name='rows'), h.make_node('Reshape', ['flat', 'shape'], ['boxes'], name='shape')],
  ('rows', [1, 24]), ('boxes', [1, 4, 6]), dict(w=np.eye(24, dtype=f), b=np.zeros(24, f), shape=np.array([1, 4, 6], np.int64)), 'obstacles/model.onnx')
