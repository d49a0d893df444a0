"""Tells phishing web sites from honest ones (1,250 sites, the data that river ships), learning in epochs."""

import argparse
import pickle
import time

import numpy as np
import runstone
from river.datasets import Phishing
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import average_precision_score, f1_score, log_loss
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--lr", type=float, default=0.002, help="learning rate at the start")
parser.add_argument("--alpha", type=float, default=0.001, help="L2 penalty")
parser.add_argument("--degree", type=int, default=2, help="degree of the products of features")
parser.add_argument("--epochs", type=int, default=60)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait after an epoch, to watch it live")
args = parser.parse_args()

sites = list(Phishing())
names = sorted(sites[0][0])
features = np.array([[site[name] for name in names] for site, _ in sites])
labels = np.array([bool(is_phishing) for _, is_phishing in sites])
features = PolynomialFeatures(args.degree, include_bias=False).fit_transform(features)
train_x, val_x, train_y, val_y = train_test_split(features, labels, test_size=0.3, random_state=0, stratify=labels)
scaler = StandardScaler().fit(train_x)
train_x, val_x = scaler.transform(train_x), scaler.transform(val_x)
model = SGDClassifier("log_loss", alpha=args.alpha, learning_rate="constant", eta0=args.lr, random_state=args.seed)
order = np.random.default_rng(args.seed)

with runstone.init(experiment="phishing", params=vars(args), tags={"data": "river.datasets.Phishing"}) as run:
    for epoch in range(args.epochs):
        shuffled = order.permutation(len(train_x))
        model.partial_fit(train_x[shuffled], train_y[shuffled], classes=[False, True])
        score = model.predict_proba(val_x)[:, 1]
        metrics = {
            "train_loss": log_loss(train_y, model.predict_proba(train_x)),
            "val_loss": log_loss(val_y, score),
            "val_f1": f1_score(val_y, score > 0.5),
            "val_ap": average_precision_score(val_y, score),
        }
        run.log(metrics, step=epoch)
        print(f"epoch {epoch:3d}  " + "  ".join(f"{key} {value:.4f}" for key, value in metrics.items()))
        time.sleep(args.delay)
    run.log_confusion_matrix(val_y, score > 0.5)
    run.log_artifact(pickle.dumps((scaler, model)), name="model.pkl", kind="model")
